/** Bookings without a ticket: the hold is over, or the money goes back. */
import { call, now } from '/js/api.js';
import { money, seatNames } from '/js/format.js';
import { draw, html, nothing, notice } from '/js/page.js';
import { facts, sameSeats } from '/js/booking/facts.js';
import { balance, refunds } from '/js/booking/refunds.js';
import { checkPayment, paying } from '/js/booking/payment.js';
import { state } from '/js/booking/state.js';
import { t } from '/js/text.js';

/** The show's seat map, asked for once, to tell what the customer can do next; undefined until it is there, and if it is no longer listed. */
const hall = { asked: false, map: undefined };

async function look() {
  if (hall.asked) return;
  hall.asked = true;
  hall.map = await call(`/shows/${state.booking.show_id}/seats`).catch(() => undefined);
  draw();
}

const isCancelled = () => hall.map?.show.sales === 'CANCELLED';

/** A hold that has expired or was cancelled. A payment may still arrive. */
export function over() {
  const { booking } = state, expired = booking.status === 'EXPIRED', offer = booking.waitlist_entry_id !== null;
  look();
  return html`<div class="narrow">
    <h1 id="title" tabindex="-1">${t(expired ? 'booking.title_expired' : offer ? 'booking.title_let_go' : 'booking.title_cancelled')}</h1>
    ${isCancelled() ? nothing : html`<p>${t(offer ? expired ? 'booking.offer_expired' : 'booking.offer_let_go' : expired ? 'booking.expired' : 'booking.cancelled')}</p>`}
    ${paying.message?.code === 'payment_refused' ? notice(paying.message.kind, paying.message.text) : nothing}
    ${next(booking, offer)}
    ${facts(booking)}
    ${booking.payment?.status === 'OPEN' ? html`<h2>${t('booking.paid_already')}</h2><p>${t(isCancelled() ? 'booking.if_paid_cancelled' : 'booking.if_paid')}</p>
      <p><button type="button" aria-disabled=${paying.busy === 'check'} @click=${() => checkPayment()}>${t('booking.check')}</button></p>
      <div id="checked" aria-live="polite">${paying.checked ? html`<p><b>${paying.checked.text}</b></p>` : nothing}</div>` : nothing}</div>`;
}

/** What the customer can do next: choose seats, wait again if there are too few, or look for another show. */
function next(booking, offer) {
  const { show, summary } = hall.map ?? {}, seats = '/seats.html?show=' + booking.show_id;
  if (Date.parse(booking.show.starts_at) < now() || ['CANCELLED', 'ENDED'].includes(show?.sales)) return html`
    ${isCancelled() ? notice('warning', t('seats.cancelled')) : nothing}
    <p class="actions stack"><a class="button main" href="/">${t('page.to_programme')}</a></p>`;
  const isFull = summary?.available < booking.show_seats.length;
  return html`<p class="actions stack">${offer ? html`<a class="button main" href=${seats}>${t(isFull ? 'booking.wait_again' : 'seats.title')}</a>` : html`
    <a class="button main" href=${sameSeats(booking)}>${t('booking.same_seats')}</a><a class="button" href=${seats}>${t('booking.other_seats')}</a>`}</p>`;
}

/** A booking whose money goes back, or has gone back. */
export function refunded() {
  const { booking } = state, sums = balance(booking);
  return html`<div class="narrow">
    <h1 id="title" tabindex="-1">${t('booking.title_' + booking.status)}</h1>
    ${because(booking, sums)}
    ${sums.fee > 0 ? html`<p class="numeric"><b>${t(sums.isBack ? 'refund.balance' : 'refund.balance_to_come', {
      amount: money(sums.amount), back: money(sums.back), fee: money(sums.fee) })}</b></p>` : nothing}
    ${refunds(booking)}
    <p class="actions"><a class="button main" href="/">${t('page.to_programme')}</a><a class="button" href="/bookings.html">${t('page.bookings')}</a></p>
    ${facts(booking, [...booking.returned_seats, ...booking.show_seats])}</div>`;
}

/** Why the money goes back, and whether all of it does: the cinema keeps its fee for seats that were returned before it cancelled the show. */
function because({ refunds }, { cancelled, returned, fee }) {
  if (cancelled.length) return html`<p>${fee > 0
    ? t('booking.because_SHOW_CANCELLED_later', { seats: seatNames(cancelled), returned: seatNames(returned), fee: money(fee) })
    : t('booking.because_SHOW_CANCELLED')}</p>`;
  const last = refunds.findLast(refund => refund.show_seats.length) ?? refunds.at(-1);
  return last ? html`<p>${t('booking.because_' + last.reason)}</p>` : nothing;
}
