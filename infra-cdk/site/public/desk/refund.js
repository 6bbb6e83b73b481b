/** The form that refunds all or some seats of a paid booking. */
import { call } from '/js/api.js';
import { bySeat, money, seatName, seatNames } from '/js/format.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { t } from '/js/text.js';
import { ask } from '/desk/dialog.js';

const fresh = () => ({ booking: null, inside: new Set(), chosen: null, byHand: false, prices: null, done: '', cash: false });
let state = fresh();

/** Forgets the booking before. */
export const reset = () => { state = fresh() };

/**
 * Offers to refund a booking.
 *
 * @param inside the seats for which somebody was let in
 * @param reload reads the booking again after a refund
 */
export function offer({ booking, payments }, inside, reload) {
  const cash = payments.some(p => p.provider === 'CASH');
  const kept = booking.show_seats.filter(id => !state.chosen || state.chosen.has(id));
  Object.assign(state, { booking, inside, reload, cash, byHand: state.byHand || cash, chosen: new Set(kept) });
  if (booking.status === 'PAID' && !state.prices) loadPrices(booking);
}

/** Reads what each seat cost: the show's prices, if they are still those of the booking. */
async function loadPrices(booking) {
  state.prices = new Map();
  const map = await call(`/shows/${booking.show_id}/seats`).catch(() => null);
  const prices = new Map((map?.rows ?? []).flatMap(row => row.seats).map(seat => [seat.id, seat.price]));
  const all = [...booking.show_seats, ...booking.returned_seats];
  if (state.booking?.booking_id !== booking.booking_id || sum(all, prices) !== booking.amount) return;
  state.prices = prices;
  draw();
}

const sum = (seats, prices) => seats.reduce((total, id) => total + (prices.get(id) ?? NaN), 0);

/** What will be refunded in words: the amount, or whose price it is where prices have changed since. */
function amount() {
  const { booking, chosen, prices } = state;
  if (!booking.returned_seats.length && chosen.size === booking.show_seats.length) return money(booking.amount);
  const total = sum([...chosen], prices);
  return Number.isNaN(total) ? t('desk.refund.price_of', { seats: seatNames([...chosen]) }) : money(total);
}

const admitted = () => [...state.chosen].filter(id => state.inside.has(seatName(id)));

function choose(id, on) {
  if (on) state.chosen.add(id);
  else state.chosen.delete(id);
  draw();
}

export function view() {
  const { booking, chosen, byHand, cash, done } = state;
  if (booking?.status !== 'PAID') return done ? html`<div id="refund" tabindex="-1">${notice('success', done)}</div>` : nothing;
  const seats = [...booking.show_seats].sort(bySeat);
  return html`<section class="card refund"><h2 id="refund" tabindex="-1">${t('desk.refund.title')}</h2>
    ${notice('success', done)}
    <fieldset><legend>${t('desk.refund.which')}</legend><div class="checks">${seats.map(id => html`<label class="check"><input type="checkbox"
      .checked=${chosen.has(id)} @change=${e => choose(id, e.target.checked)}><b>${seatName(id)}</b>
      ${state.prices?.has(id) ? html`<span class="numeric">${money(state.prices.get(id))}</span>` : nothing}
      ${state.inside.has(seatName(id)) ? html`<span class="badge few">${t('desk.refund.inside')}</span>` : nothing}</label>`)}</div></fieldset>
    ${cash ? html`<p>${t('desk.refund.cash')}</p>` : html`<fieldset><legend>${t('desk.refund.way')}</legend><div class="checks">
      ${[false, true].map(way => html`<label class="check"><input type="radio" name="way" .checked=${byHand === way}
        @change=${() => { state.byHand = way; draw() }}>${t(way ? 'desk.refund.by_hand' : 'desk.refund.by_momo')}</label>`)}</div></fieldset>`}
    <p class="small dim">${t('desk.refund.released')}</p>
    <div class="actions"><button class="danger" aria-disabled=${!chosen.size} @click=${() => chosen.size && confirm()}>${
      chosen.size ? t('desk.refund.go', { amount: amount() }) : t('desk.refund.none')}</button></div></section>`;
}

function confirm() {
  const { booking, chosen, byHand } = state, seats = [...chosen], inside = admitted();
  ask({
    title: t('desk.refund.ask', { amount: amount() }), danger: true,
    body: () => html`<p>${t(byHand ? 'desk.refund.ask_by_hand' : 'desk.refund.ask_by_momo', { seats: seatNames(seats), amount: amount() })}</p>`,
    fields: problem => [
      ...byHand ? [{ name: 'note', kind: 'area', max: 1000, label: t('desk.note'), hint: t('desk.refund.note_hint'), required: t('desk.note_missing') }] : [],
      ...inside.length || problem?.code === 'not_refundable' ? [{ name: 'admitted', kind: 'check', required: t('desk.refund.admitted_missing'),
        label: inside.length ? t('desk.refund.admitted', { seats: seatNames(inside) }) : t('desk.refund.admitted_maybe') }] : [],
    ],
    confirm: () => t(byHand ? 'desk.case.paid_back' : 'desk.refund.go_now', { amount: amount() }),
    act: async ({ note, admitted }) => {
      await call(`/support/bookings/${booking.booking_id}/refund`, { method: 'POST', body: {
        ...seats.length < booking.show_seats.length && { show_seats: seats }, ...byHand && { by_hand: true, note: line(note) }, ...admitted && { admitted: true } } });
      state.done = t(byHand ? 'desk.refund.recorded' : 'desk.refund.requested', { amount: amount() });
      Object.assign(state, { chosen: new Set(booking.show_seats.filter(id => !seats.includes(id))), byHand: state.cash });
      await state.reload();
    },
    after: () => { announce(state.done); focusOn('refund') },
  });
}

/** A note in one line, as the API takes it. */
export const line = note => note.trim().replaceAll(/\s*\n\s*/g, ' / ');
