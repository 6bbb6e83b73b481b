/** A booking: what it is, its money, its cases and what happened; refunds are made here. */
import { call, now } from '/js/api.js';
import { clockTime, dayAndTime, money, seatNames, shortDay } from '/js/format.js';
import { announce, draw, html, nothing } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { caseCard } from '/desk/cases.js';
import { remember } from '/desk/find.js';
import { code, failed, may, spaced, status, word } from '/desk/pieces.js';
import { poll } from '/desk/poll.js';
import * as refund from '/desk/refund.js';
import { address, visit } from '/desk/router.js';
import { printable, printTicket } from '/desk/slip.js';
import { admittedSeats, timeline } from '/desk/timeline.js';

const state = { id: null, details: null, problem: null, copied: false };

export const title = () => state.details ? state.details.booking.show.title : t('desk.booking.title');

/** Loads a booking. */
export function open({ id }) {
  Object.assign(state, { id, details: null, problem: null, copied: false });
  refund.reset();
  load();
}

async function load() {
  const { id } = state, here = visit();
  state.problem = null;
  draw();
  try {
    const details = await call('/support/bookings/' + encodeURIComponent(id));
    if (!here()) return;
    state.details = details;
    remember(details.booking);
    refund.offer(details, admittedSeats(details.history), load);
    poll(3, underWay, look);
  } catch (problem) {
    if (!here()) return;
    state.problem = problem;
  }
  draw();
}

/** Whether the booking will change by itself soon. */
const underWay = () => state.details && (state.details.booking.status === 'IN_BOOKING' || state.details.booking.refunds.some(r => r.status === 'PENDING'));

async function look() {
  const before = state.details;
  const details = await call('/support/bookings/' + encodeURIComponent(state.id));
  if (state.details !== before) return;
  state.details = details;
  refund.offer(details, admittedSeats(details.history), load);
  if (before.booking.status !== details.booking.status) announce(word('desk.booking.', details.booking.status));
  draw();
}

export function view() {
  if (state.problem?.code === 'not_found') return html`<p>${t('desk.find.none.booking_id')}</p><p>${code(state.id)}</p>`;
  if (state.problem) return html`${refund.outcome()}${failed(state.problem, load)}`;
  if (!state.details) return skeleton(8);
  const { booking, payments, cases, history, customer_id } = state.details;
  const zone = booking.show.time_zone, cash = payments.some(p => p.provider === 'CASH');
  return html`
    <p class="head">${cash && booking.status === 'REFUND_FAILED' ? cashOwed() : status('booking', booking.status)} <b class="large">${seatNames(booking.show_seats)}</b>
      ${booking.ticket ? html`<span>${t('desk.booking.code')} <b class="ticket-code">${spaced(booking.ticket.code)}</b></span>` : nothing}</p>
    <p class="dim">${code(booking.booking_id)} <button class="quiet small" @click=${copy}>${t(state.copied ? 'desk.copied' : 'desk.copy')}</button></p>
    ${explained(booking, cash)}
    <div class="columns">
      <section>
        <h2>${t('desk.booking.show')}</h2>${facts(booking, customer_id)}
        ${booking.status === 'PAID' ? html`<div class="actions"><button @click=${() => printTicket(booking)}>${t('desk.print')}</button></div>` : nothing}
        ${refund.view()}
        ${booking.status === 'BLOCKED' ? nothing : html`<h2>${t('desk.booking.money')}</h2>${sums(booking)}`}
        ${payments.length ? html`<h3>${t('desk.booking.payments')}</h3>${paymentList(payments)}` : nothing}
        ${booking.refunds.length ? html`<h3>${t('desk.booking.refunds')}</h3>${refundList(booking.refunds, zone, cash)}` : nothing}
        ${cases.length ? html`<h2 id="cases">${t('desk.tab.cases')}</h2>${cases.map(c => caseCard(c, load, { ofBooking: true }))}` : nothing}
      </section>
      <section><h2>${t('desk.booking.timeline')}</h2>${timeline(history, zone)}</section>
    </div>
    ${printable(booking)}`;
}

/** Copies the booking's id; where the browser refuses that, selects it. */
async function copy({ currentTarget: button }) {
  try {
    await navigator.clipboard.writeText(state.id);
  } catch {
    return getSelection().selectAllChildren(button.previousElementSibling);
  }
  state.copied = true;
  announce(t('desk.copied'));
  draw();
}

/** What a status means for the customer, where that needs a sentence. */
function explained(booking, cash) {
  const key = { IN_BOOKING: 'held', REFUND_PENDING: 'refund_pending', REFUND_FAILED: cash ? 'refund_cash' : 'refund_failed', BLOCKED: 'blocked' }[booking.status];
  const pending = booking.status === 'PAID' && booking.refunds.some(r => r.status === 'PENDING');
  if (!key && !pending) return nothing;
  return html`<div class="notice ${key === 'refund_failed' ? 'error' : 'info'}"><p>${t('desk.booking.' + (key ?? 'refund_pending'),
    { until: clockTime(booking.reservation_expires_at, booking.show.time_zone) })}</p></div>`;
}

function facts(booking, customer) {
  const { show } = booking, zone = show.time_zone;
  const channel = customer ? booking.waitlist_entry_id ? 'offer' : 'online' : booking.status === 'BLOCKED' ? 'block' : 'staff';
  return html`<dl class="facts">
    <dt>${t('desk.time')}</dt><dd>${dayAndTime(show.starts_at, zone)}${new Date(show.ends_at) < now() ? html` <span class="badge">${t('desk.over')}</span>` : nothing}</dd>
    <dt>${t('desk.place')}</dt><dd>${show.cinema}, ${show.hall} · ${show.format}</dd>
    <dt>${t('desk.seats')}</dt><dd>${seatNames(booking.show_seats)}${booking.returned_seats.length
      ? html`<br><span class="dim">${t('desk.booking.returned', { seats: seatNames(booking.returned_seats) })}</span>` : nothing}</dd>
    <dt>${t('desk.booking.channel')}</dt><dd>${t('desk.channel.' + channel)}</dd>
    ${customer ? html`<dt>${t('desk.customer')}</dt><dd><a href=${address('find', { q: customer, as: 'customer' })}>${customer}</a></dd>` : nothing}
    <dt>${t('desk.booking.created')}</dt><dd>${dayAndTime(booking.created_at, zone)}</dd>
    ${may('manager') ? html`<dt>${t('desk.booking.to_show')}</dt><dd><a href=${address('show', { id: booking.show_id })}>${t('desk.booking.open_show')}</a></dd>` : nothing}
  </dl>`;
}

const sums = booking => html`<dl class="facts numeric">
  <dt>${t('desk.booking.price')}</dt><dd>${money(booking.amount)}</dd>
  ${booking.refunded_amount ? html`<dt>${t('desk.booking.refunded')}</dt><dd>${money(booking.refunded_amount)}</dd>` : nothing}
  ${booking.refund_policy && booking.status === 'PAID' ? html`<dt>${t('desk.booking.policy')}</dt><dd>${t('desk.booking.policy_is',
    { until: dayAndTime(booking.refund_policy.until, booking.show.time_zone), fee: booking.refund_policy.fee_percent })}</dd>` : nothing}</dl>`;

const paymentList = payments => html`<ul class="rows">${payments.map(p => html`<li><div>
  <p><b class="numeric">${money(p.amount)}</b> ${word('desk.provider.', p.provider)} ${status('payment', p.status)}</p>
  <p class="small dim">${t('desk.id.payment')} ${code(p.order_id)}${p.trans_id ? html` · ${t('desk.id.transaction')} ${code(p.trans_id)}` : nothing}</p></div></li>`)}</ul>`;

/** Instead of a refusal by MoMo, which was never asked for the cash. */
const cashOwed = () => html`<span class="badge few">${t('desk.booking.cash_owed')}</span>`;

const refundList = (refunds, zone, cash) => html`<ul class="rows">${refunds.map(r => html`<li><div>
  <p><b class="numeric">${money(r.amount)}</b> ${r.show_seats.length ? t('desk.detail.seats', { value: seatNames(r.show_seats) }) : nothing} ${cash && r.status === 'FAILED' ? cashOwed() : status('refund', r.status)}</p>
  <p>${word('desk.reason.', r.reason)} · ${cash && r.method === 'MOMO' ? t('desk.provider.CASH') : t('desk.method.' + r.method)} · <span class="numeric">${shortDay(r.requested_at, zone)} ${clockTime(r.requested_at, zone)}</span>${
    r.admitted_seats.length ? html` · ${t('desk.detail.admitted', { value: seatNames(r.admitted_seats) })}` : nothing}</p>
  <p class="small dim">${t('desk.id.refund')} ${code(r.refund_id)}</p></div></li>`)}</ul>`;
