/** Returns seats under the cinema's refund policy. */
import { call, now, problemText } from '/js/api.js';
import { closeDialog, dialog, openDialog } from '/js/dialog.js';
import { dayAndTime, money, seatName } from '/js/format.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { ask, expectChange, outside, refresh, state, take } from '/js/booking/state.js';
import { t } from '/js/text.js';

/** What MoMo refunds at least. */
const LEAST = 1000;

const giving = { chosen: new Set(), prices: null, busy: false, problem: null };

/** The cinema's policy in a sentence, which the customer reads before paying too. */
export function returnPolicy({ refund_policy: policy, show }) {
  if (!policy) return t('return.not_here');
  return t(isLate(policy) ? 'return.too_late' : policy.fee_percent ? 'return.policy' : 'return.policy_free',
    { until: dayAndTime(policy.until, show.time_zone), percent: policy.fee_percent });
}

const isLate = policy => Date.parse(policy.until) < now();

/** Which seats the customer may return and how, or why not. */
export function returnSeats() {
  const { booking } = state, policy = booking.refund_policy, late = !policy || isLate(policy);
  dropLost();
  return html`<section class="return"><h2>${t('return.heading')}</h2>
    <p class="small">${returnPolicy(booking)}</p>
    ${late || !outside().length ? nothing : html`<p><button type="button" @click=${open}>${t('return.choose')}</button></p>`}
    ${late ? nothing : form(policy)}</section>`;
}

/** Forgets chosen seats that cannot be returned any more: they were returned elsewhere, or somebody has gone in. */
function dropLost() {
  const left = outside();
  giving.chosen = new Set([...giving.chosen].filter(seat => left.includes(seat)));
}

async function open() {
  Object.assign(giving, { chosen: new Set(outside().length === 1 ? outside() : []), problem: null });
  draw();
  openDialog('return');
  if (giving.prices) return;
  try {
    const { rows } = await call(`/shows/${state.booking.show_id}/seats`);
    giving.prices = new Map(rows.flatMap(row => row.seats).map(seat => [seat.id, seat.price]));
  } catch {
    giving.prices = new Map();              // The booking's sum alone is known.
  }
  draw();
}

/**
 * What the chosen seats cost, as `{sum, exact}`. The API does not tell at which price each seat was booked: the prices of
 * today are right if their sum is the booking's.
 */
function price() {
  const { booking } = state, all = [...booking.show_seats, ...booking.returned_seats];
  const of = seats => seats.reduce((sum, seat) => sum + giving.prices.get(seat), 0), chosen = [...giving.chosen];
  if (chosen.length === all.length) return { sum: booking.amount, exact: true };
  if (!all.every(seat => giving.prices.has(seat))) return { sum: Math.round(booking.amount * chosen.length / all.length), exact: false };
  return { sum: of(chosen), exact: of(all) === booking.amount };
}

const form = policy => dialog('return', t('return.heading'), html`
  <fieldset><legend>${t('return.which')}</legend>${outside().map(seat => html`
    <label class="check"><input type="checkbox" .checked=${giving.chosen.has(seat)} @change=${e => choose(seat, e.target.checked)}>
      <span>${t('return.seat', { seat: seatName(seat) })}${giving.prices?.has(seat) ? html` <span class="dim numeric">${money(giving.prices.get(seat))}</span>` : nothing}</span></label>`)}</fieldset>
  <div aria-live="polite">${giving.chosen.size && giving.prices ? sums(policy) : html`<p class="dim">${t('return.choose_first')}</p>`}</div>
  ${giving.problem ? notice('error', problemText(giving.problem)) : nothing}
  <p class="small">${t('return.means')}</p>
  <p class="actions stack"><button type="button" @click=${() => closeDialog('return')}>${t('return.keep')}</button>
    <button type="button" class="danger" aria-disabled=${!mayConfirm(policy)} @click=${confirm}>${t('return.yes', { seats: giving.chosen.size })}</button></p>`);

function choose(seat, chosen) {
  if (chosen) giving.chosen.add(seat);
  else giving.chosen.delete(seat);
  giving.problem = null;
  draw();
}

const fee = (sum, policy) => Math.floor(sum * policy.fee_percent / 100);
const tooSmall = policy => giving.prices && giving.chosen.size > 0 && policy.fee_percent > 0 && price().sum - fee(price().sum, policy) < LEAST;

function sums(policy) {
  const { sum, exact } = price(), about = exact ? '' : t('return.about') + ' ';
  return html`<dl class="facts sums">
    <dt>${t('return.price')}</dt><dd class="numeric">${about}${money(sum)}</dd>
    ${policy.fee_percent ? html`<dt>${t('return.fee', { percent: policy.fee_percent })}</dt><dd class="numeric">− ${money(fee(sum, policy))}</dd>` : nothing}
    <dt>${t('return.back')}</dt><dd class="numeric total">${about}${money(sum - fee(sum, policy))}</dd></dl>
    ${tooSmall(policy) ? notice('warning', t('return.too_small')) : nothing}`;
}

const mayConfirm = policy => !giving.busy && giving.prices !== null && giving.chosen.size > 0 && !tooSmall(policy);

async function confirm() {
  dropLost();
  if (!mayConfirm(state.booking.refund_policy)) return;
  Object.assign(giving, { busy: true, problem: null });
  draw();
  const chosen = [...giving.chosen], some = chosen.length < state.booking.show_seats.length;
  try {
    const answer = await ask('/refund', { method: 'POST', body: { show_seats: chosen } });
    closeDialog('return');
    giving.chosen = new Set();
    state.newCode = some;
    await take(answer);
    expectChange();
    if (some) focusOn('refunds');
    announce(t(some ? 'return.announce_some' : 'booking.announce_refund'));
  } catch (problem) {
    giving.problem = problem;
    if (problem.code === 'not_refundable') refresh();
  }
  giving.busy = false;
  draw();
}
