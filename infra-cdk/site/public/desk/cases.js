/** The open cases about money: how old they are, and what to do next. */
import { call, now } from '/js/api.js';
import { dayAndTime, money, seatNames } from '/js/format.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { ask } from '/desk/dialog.js';
import { isCash } from '/desk/owed.js';
import { age, code, failed, status, technical, word } from '/desk/pieces.js';
import { poll } from '/desk/poll.js';
import { line } from '/desk/refund.js';
import { address, visit } from '/desk/router.js';

const state = { cases: null, problem: null, done: '' };
const OLD = 24 * 60 * 60_000;

export const title = () => t('desk.tab.cases');

/** Loads the open cases. */
export function open() {
  Object.assign(state, { cases: null, problem: null, done: '' });
  load();
}

async function load() {
  const here = visit();
  state.problem = null;
  draw();
  try {
    await look();
    if (here()) poll(5, () => state.cases?.some(c => c.refund_status === 'REFUND_PENDING'), look);
  } catch (problem) {
    state.problem = problem;
    draw();
  }
}

async function look() {
  state.cases = (await call('/support/cases')).cases;
  draw();
  loadBookings();
}

/** The bookings of the open cases by id, so that a card can be matched to a customer at the counter. */
const bookings = new Map();
const MOST_BOOKINGS = 30;

async function loadBookings() {
  for (const { booking_id } of state.cases.slice(0, MOST_BOOKINGS)) {
    if (!booking_id || bookings.has(booking_id)) continue;
    bookings.set(booking_id, null);
    const details = await call('/support/bookings/' + encodeURIComponent(booking_id)).catch(() => null);
    if (!details) return bookings.delete(booking_id);             // the card stands without it; the next look tries again
    bookings.set(booking_id, details.booking);
    draw();
  }
}

function whatFor(c) {
  const booking = bookings.get(c.booking_id);
  if (!booking) return nothing;
  const { show, show_seats, returned_seats } = booking;
  return html`<p><b>${show.title}</b> · ${dayAndTime(show.starts_at, show.time_zone)} · ${show.cinema}, ${show.hall} · <b>${seatNames([...show_seats, ...returned_seats])}</b></p>`;
}

export function view() {
  return html`${notice('success', state.done)}
    ${state.problem ? failed(state.problem, load)
      : !state.cases ? skeleton(5)
      : !state.cases.length ? html`<p class="empty">${t('desk.case.no_case')}</p>`
      : html`<p class="dim">${t('desk.case.count', { n: state.cases.length })}</p>${state.cases.map(c => caseCard(c, load))}`}`;
}

/**
 * A case with what can be done about it.
 *
 * @param reload reads it again after a change
 */
export function caseCard(c, reload, { ofBooking = false } = {}) {
  const open = c.status === 'OPEN', old = now() - new Date(c.opened_at);
  const cash = isCash(c);
  return html`<article class="card case">
    ${ofBooking ? html`<h3>${heading(c, cash)}</h3>` : html`<h2>${heading(c, cash)}</h2>${whatFor(c)}`}
    <p>${open ? html`<span class="badge ${old > OLD ? 'bad' : ''}">${t('desk.case.open_for', { age: age(old) })}</span>` : status('case', c.status)}
      ${status('money', c.refund_status)}</p>
    ${open ? html`<p class="next"><b>${t('desk.case.next')}</b> ${next(c, cash)}</p>` : nothing}
    ${cash ? nothing : html`${resultCode(c.detail)}${technical(c.detail)}`}
    ${c.note ? html`<p class="small">${t('desk.case.note', { note: c.note })}</p>` : nothing}
    <p class="small dim">${t('desk.case.opened', { time: dayAndTime(c.opened_at) })}${cash ? nothing : html` · ${t('desk.id.payment')} ${code(c.order_id)}`}</p>
    <div class="actions">
      ${c.booking_id && !ofBooking ? html`<a class="button" href=${address('booking', { id: c.booking_id })}>${t('desk.case.booking')}</a>` : nothing}
      ${open && !cash && ['CAPTURED', 'REFUND_FAILED'].includes(c.refund_status) ? html`<button class="main" @click=${() => byMomo(c, reload)}>${
        t(c.refund_status === 'CAPTURED' ? 'desk.case.refund' : 'desk.case.again')}</button>` : nothing}
      ${open && ['CAPTURED', 'REFUND_FAILED'].includes(c.refund_status) ? html`<button @click=${() => byHand(c, reload)}>${t('desk.case.by_hand')}</button>` : nothing}
      ${open && c.refund_status !== 'REFUNDED' ? nothing : html`<button @click=${() => close(c, reload)}>${
        t(open ? 'desk.case.close' : 'desk.case.add_note')}</button>`}
    </div></article>`;
}

/** MoMo's result code, by which its manual and its support know a refusal. */
function resultCode(detail) {
  const [, value] = /result code (\d+)/.exec(detail) ?? [];
  return value ? html`<p>${t('desk.case.code', { value })}</p>` : nothing;
}

const heading = (c, cash) => html`${cash ? t('desk.case.cash') : word('desk.case_reason.', c.reason)} <span class="numeric">${money(c.amount)}</span>`;

/** What to do next about an open case. */
const next = (c, cash) => t('desk.case.next.' + (
  c.refund_status === 'REFUND_PENDING' ? 'wait' : c.refund_status === 'REFUNDED' ? 'close' : cash ? 'cash'
  : ['REFUND_FAILED', 'WRONG_AMOUNT', 'UNKNOWN_ORDER', 'SECOND_CAPTURE'].includes(c.reason)
    ? c.refund_status === 'REFUND_FAILED' ? 'REFUND_FAILED' : c.reason : 'other'), { amount: money(c.amount) });

const path = (c, what) => `/support/cases/${encodeURIComponent(c.id)}/${what}`;

/** What a question does with a case, and what follows. */
const change = (c, reload, what, body, text) => ({
  act: values => call(path(c, what), { method: 'POST', body: body?.(values) }),
  done: () => text,
  after: async () => {
    state.done = text;
    await reload();
    announce(text);
    focusOn('heading');
  },
});

const byMomo = (c, reload) => ask({
  title: t('desk.case.ask_momo', { amount: money(c.amount) }),
  body: () => html`<p>${t('desk.case.ask_momo_what', { amount: money(c.amount), order: c.order_id })}</p>`,
  confirm: () => t('desk.refund.go_now', { amount: money(c.amount) }),
  ...change(c, reload, 'refund', null, t('desk.refund.requested', { amount: money(c.amount) })),
});

const byHand = (c, reload) => ask({
  title: t('desk.case.ask_by_hand', { amount: money(c.amount) }),
  body: () => html`<p>${t('desk.case.ask_by_hand_what', { amount: money(c.amount) })}</p>`,
  fields: () => [{ name: 'note', kind: 'area', max: 1000, label: t('desk.note'), hint: t('desk.refund.note_hint'), required: t('desk.note_missing') }],
  confirm: () => t('desk.case.paid_back', { amount: money(c.amount) }),
  ...change(c, reload, 'refund', ({ note }) => ({ by_hand: true, note: line(note) }), t('desk.refund.recorded', { amount: money(c.amount) })),
});

const close = (c, reload) => ask({
  title: t(c.status === 'OPEN' ? 'desk.case.close' : 'desk.case.add_note'),
  fields: () => [{ name: 'note', kind: 'area', max: 1000, label: t('desk.case.how'), required: t('desk.note_missing') }],
  confirm: () => t(c.status === 'OPEN' ? 'desk.case.close' : 'desk.case.add_note'),
  ...change(c, reload, 'close', ({ note }) => ({ note: line(note) }), t('desk.case.closed')),
});
