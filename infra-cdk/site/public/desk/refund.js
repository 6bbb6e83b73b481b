/** The form that refunds all or some seats of a paid booking. */
import { call } from '/js/api.js';
import { bySeat, money, seatName, seatNames } from '/js/format.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { t } from '/js/text.js';
import { ask } from '/desk/dialog.js';

const fresh = () => ({ booking: null, inside: new Set(), chosen: new Set(), byHand: false, prices: null, said: null, closed: false, cash: false, busy: false });
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
  const kept = booking.show_seats.filter(id => state.chosen.has(id));
  Object.assign(state, { booking, inside, reload, cash, byHand: state.byHand || cash, chosen: new Set(kept) });
  if (booking.status === 'PAID' && !state.prices) loadPrices(booking);
}

/** Reads what each seat cost: the show's prices, if they are still those of the booking. */
async function loadPrices(booking) {
  state.prices = new Map();
  const map = await call(`/shows/${encodeURIComponent(booking.show_id)}/seats`).catch(() => null);
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

/** What the last refund came to. */
export const outcome = () => state.said ? notice(state.said.kind, state.said.text) : nothing;

export function view() {
  const { booking, said } = state;
  if (booking?.status !== 'PAID') return said ? html`<div id="refund" tabindex="-1">${outcome()}</div>` : nothing;
  return html`<section class="card refund"><h2 id="refund" tabindex="-1">${t('desk.refund.title')}</h2>
    ${outcome()}
    ${state.closed ? html`<div class="actions"><button @click=${reopen}>${t('desk.refund.more')}</button></div>` : form()}</section>`;
}

/** Shows the form again after a refund. */
function reopen() {
  state.closed = false;
  draw();
  focusOn('refund');
}

function form() {
  const { booking, chosen, byHand, cash } = state, seats = [...booking.show_seats].sort(bySeat);
  return html`<fieldset><legend>${t('desk.refund.which')}</legend><div class="checks">${seats.map(id => html`<label class="check"><input type="checkbox"
      .checked=${chosen.has(id)} @change=${e => choose(id, e.target.checked)}><b>${seatName(id)}</b>
      ${state.prices?.has(id) ? html`<span class="numeric">${money(state.prices.get(id))}</span>` : nothing}
      ${state.inside.has(seatName(id)) ? html`<span class="badge few">${t('desk.refund.inside')}</span>` : nothing}</label>`)}</div></fieldset>
    ${cash ? html`<p>${t('desk.refund.cash')}</p>` : html`<fieldset><legend>${t('desk.refund.way')}</legend><div class="checks">
      ${[false, true].map(way => html`<label class="check"><input type="radio" name="way" .checked=${byHand === way}
        @change=${() => { state.byHand = way; draw() }}>${t(way ? 'desk.refund.by_hand' : 'desk.refund.by_momo')}</label>`)}</div></fieldset>`}
    <p class="small dim">${t('desk.refund.released')}</p>
    <div class="actions"><button class="danger" aria-disabled=${!chosen.size || state.busy} @click=${() => chosen.size && !state.busy && refund()}>${
      chosen.size ? t('desk.refund.go', { amount: amount() }) : t('desk.refund.none')}</button></div>`;
}

/** Asks for a refund once the booking is read again: nobody may pay for a seat that somebody else has refunded meanwhile. */
async function refund() {
  const mine = state, { booking } = mine;
  Object.assign(mine, { busy: true, said: null });
  await mine.reload();
  mine.busy = false;
  if (mine !== state || mine.booking === booking) return draw();            // left, or not read, which the view says
  if (kept(mine.booking) === kept(booking)) return confirm();
  mine.said = { kind: 'warning', text: t('desk.refund.changed') };
  draw();
  announce(mine.said.text);
  focusOn('refund');
}

const kept = booking => [booking.status, ...booking.show_seats].join();

function confirm() {
  const mine = state, { booking, chosen, byHand } = mine, seats = [...chosen].sort(bySeat), inside = admitted(), sum = amount();
  let whole = true;                                  // whether one refund has all the seats: the API leaves out those refunded before
  ask({
    title: t('desk.refund.ask', { amount: sum }), danger: true,
    body: () => html`<p>${t(byHand ? 'desk.refund.ask_by_hand' : 'desk.refund.ask_by_momo', { seats: seatNames(seats), amount: sum })}</p>`,
    fields: problem => [
      ...byHand ? [{ name: 'note', kind: 'area', max: 1000, label: t('desk.note'), hint: t('desk.refund.note_hint'), required: t('desk.note_missing') }] : [],
      ...inside.length || problem?.code === 'not_refundable' ? [{ name: 'admitted', kind: 'check', required: t('desk.refund.admitted_missing'),
        label: inside.length ? t('desk.refund.admitted', { seats: seatNames(inside) }) : t('desk.refund.admitted_maybe') }] : [],
    ],
    confirm: () => t(byHand ? 'desk.case.paid_back' : 'desk.refund.go_now', { amount: sum }),
    // The seats are always named: without them, those that somebody else has refunded meanwhile would be left out in silence.
    act: async ({ note, admitted }) => {
      const { refunds } = await call(`/support/bookings/${encodeURIComponent(booking.booking_id)}/refund`, { method: 'POST', body: {
        show_seats: seats, ...byHand && { by_hand: true, note: line(note) }, ...admitted && { admitted: true } } });
      whole = refunds.some(r => [...r.show_seats].sort(bySeat).join() === seats.join());
    },
    done: () => t(!whole ? 'desk.refund.partly' : byHand ? 'desk.refund.recorded' : 'desk.refund.requested', { amount: sum }),
    after: async text => {
      Object.assign(mine, { said: { kind: whole ? 'success' : 'warning', text }, chosen: new Set(), byHand: mine.cash, closed: true });
      await mine.reload();
      announce(text);
      if (mine === state) focusOn('refund');
    },
  });
}

/** A note in one line, as the API takes it. */
export const line = note => note.trim().replaceAll(/\s*\n\s*/g, ' / ');
