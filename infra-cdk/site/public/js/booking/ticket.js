/** The ticket of a paid booking: what the door needs in large, then what else can be done with it. */
import { now } from '/js/api.js';
import { clockTime, dayAndTime, money, seatName } from '/js/format.js';
import { openDialog } from '/js/dialog.js';
import { html, nothing, notice } from '/js/page.js';
import { device, rating, ratingRule, skeleton } from '/js/parts.js';
import { pictureUrl } from '/js/qr.js';
import { byRow, dayOf } from '/js/booking/facts.js';
import { returnSeats } from '/js/booking/return-seats.js';
import { whereInHall } from '/js/booking/place.js';
import { refunds } from '/js/booking/refunds.js';
import { saveCalendar, savePicture, saving, spaced, wallet } from '/js/booking/save.js';
import { isUsed } from '/js/kept-tickets.js';
import { openShare, share } from '/js/booking/share.js';
import { outside, refresh, state } from '/js/booking/state.js';
import { stayAwake } from '/js/wake-lock.js';
import { t } from '/js/text.js';

/** The picture of the QR code that is shown, and the text that it is made of. */
let shown = { of: null, url: null };

/** The ticket, or what is left of it once everybody is in. */
export function ticket() {
  const { booking } = state, { show } = booking;
  const over = Date.parse(show.ends_at) < now(), used = isUsed(state.ticket), offline = state.problem?.code === 'offline';
  if (!over) stayAwake();
  return html`<div class="narrow">
    ${state.problem && state.ticket && !offline ? kept() : nothing}
    ${state.wasOver ? notice('success', t('ticket.late')) : nothing}
    ${state.newCode ? notice('warning', t('ticket.new_code')) : nothing}
    ${over ? notice('info', t('ticket.over')) : used ? notice('success', t('ticket.used'), people()) : Date.parse(show.starts_at) < now() ? notice('info', t('ticket.begun')) : nothing}
    <article class="ticket ${used ? 'used' : ''}">
      <header>
        <h1 id="title" tabindex="-1">${show.title}</h1>
        <p>${rating(show.rating)} <span class="badge">${show.format}</span></p>
        <p class="when"><b class="numeric">${clockTime(show.starts_at, show.time_zone)}</b> ${dayOf(show)}</p>
        <p class="where"><b>${show.cinema}</b> · ${show.hall}</p>
        <ul class="large-seats" aria-label=${t('booking.seats')}>${byRow(booking.show_seats).map(({ row, numbers }) => html`
          <li><span>${t('ticket.row')} <b>${row}</b></span><span>${t('ticket.seat')} <b>${numbers.join(', ')}</b></span></li>`)}</ul>
      </header>
      ${entry()}
    </article>
    ${offline && state.ticket ? kept() : nothing}
    ${used && !over ? nothing : people()}
    <p class="small">✓ ${t('ticket.paid', { amount: money(booking.amount) })}</p>
    ${ratingRule(show.rating)}
    <p class="small address">${show.address} · <a href="https://www.google.com/maps/search/?${new URLSearchParams({ api: '1', query: `${show.cinema}, ${show.address}` })}" target="_blank" rel="noopener">${t('ticket.map')}</a></p>
    ${over ? nothing : whereInHall()}
    <div class="actions keep">
      <button type="button" ?disabled=${!state.ticket} @click=${savePicture}>${t('ticket.save_picture')}</button>
      ${used || over ? nothing : html`<button type="button" ?disabled=${!state.ticket} @click=${saveCalendar}>${t('ticket.calendar')}</button>${wallet()}`}
      <button type="button" @click=${() => print()}>${t('ticket.print')}</button>
    </div>
    <div aria-live="polite">${saving.failed ? notice('warning', saving.failed) : nothing}</div>
    ${booking.show_seats.length > 1 && outside().length && !over ? sharing() : nothing}
    ${booking.refunds.length ? html`<h2 id="refunds" tabindex="-1">${t('refund.list')}</h2>${refunds(booking)}` : nothing}
    ${used ? nothing : returnSeats()}
    ${share()}
  </div>`;
}

const kept = () => notice('info', t(state.problem.code === 'offline' && !isUsed(state.ticket) ? 'ticket.kept_offline' : 'ticket.kept',
  { device: device(), time: dayAndTime(state.at, state.booking.show.time_zone) }));

/** The QR code and the code to type. */
function entry() {
  const { ticket, problem } = state;
  if (!ticket || !state.picture) return html`<div class="entry">${problem
    ? notice('error', t('ticket.no_code'), html`<p><button type="button" @click=${refresh}>${t('page.retry')}</button></p>`)
    : html`<div class="qr skeleton"></div>${skeleton(1)}`}</div>`;
  return html`<div class="entry">
    <img class="qr" src=${picture()} alt=${t('ticket.qr_alt')} width="320" height="320">
    <p class="code" translate="no"><span class="unseen">${t('ticket.code')} </span>${spaced(ticket.code)}</p>
    ${isUsed(ticket) ? nothing : html`<p class="small">${t(ticket.seats.length > 1 ? 'ticket.how' : 'ticket.how_one')}</p>`}</div>`;
}

function picture() {
  if (shown.of !== state.picture) {
    if (shown.url) URL.revokeObjectURL(shown.url);
    shown = { of: state.picture, url: pictureUrl(state.picture) };
  }
  return shown.url;
}

/** Who is inside already, and which seats were returned; nothing if neither. */
function people() {
  const { booking, ticket } = state;
  const inside = ticket?.seats.filter(seat => seat.admitted_at) ?? [], returned = booking.returned_seats;
  if (!inside.length && !returned.length) return nothing;
  return html`<ul class="people">
    ${inside.map(seat => html`<li><b>${seat.seat}</b> <span class="badge good">✓ ${t('ticket.admitted', { time: clockTime(seat.admitted_at, booking.show.time_zone) })}</span></li>`)}
    ${returned.map(id => html`<li><del>${seatName(id)}</del> <span class="badge">${t('ticket.returned')}</span></li>`)}</ul>`;
}

const sharing = () => html`<section class="share" aria-labelledby="share-heading">
  <h2 id="share-heading">${t('share.heading')}</h2>
  <p class="small">${t('share.means')}</p>
  <div class="chips wrap">${outside().map(id => html`
    <button type="button" class="chip" aria-label=${t('share.seat', { seat: seatName(id) })} @click=${() => { openShare(id); openDialog('share') }}>${t('return.seat', { seat: seatName(id) })}</button>`)}</div></section>`;
