/** The choice of seats for a party that does not come all at once. */
import { clockTime } from '/js/format.js';
import { draw, html, nothing } from '/js/page.js';
import { t } from '/js/text.js';
import { admitChosen, closeAnswer } from '/door/admit.js';
import { sync } from '/door/answer.js';
import { listOf, seatsOf } from '/door/lists.js';
import { state } from '/door/state.js';

/** The dialog in which the usher ticks who is here. */
export function chooseDialog() {
  queueMicrotask(() => sync('choose', !!state.choosing));
  return html`<dialog id="choose" class="sheet" aria-labelledby="choose-title" @cancel=${event => { event.preventDefault(); closeAnswer() }}>${state.choosing ? content(state.choosing) : nothing}</dialog>`;
}

function content(choosing) {
  const { show, booking, seats } = choosing.reading;
  const ticket = listOf(show)?.tickets.find(one => one.booking_id === booking);
  const known = seats.map(name => (ticket && seatsOf(show, ticket).find(seat => seat.seat === name)) ?? { seat: name });
  choosing.chosen ??= new Set(known.filter(seat => !seat.admitted_at).map(seat => seat.seat));
  const chosen = known.map(seat => seat.seat).filter(seat => choosing.chosen.has(seat));
  return html`<h2 id="choose-title">${t('door.who_is_here')}</h2>
    <ul class="seat-choice">${known.map(({ seat, category, admitted_at }) => html`<li><label class="check">
      <input type="checkbox" .checked=${choosing.chosen.has(seat)} ?disabled=${!!admitted_at} @change=${event => toggle(choosing, seat, event.target.checked)}>
      <b>${seat}</b> <span class="dim">${admitted_at ? t('door.inside_since', { time: clockTime(admitted_at) }) : category ? t('seat.' + category) : ''}</span></label></li>`)}</ul>
    <div class="actions"><button type="button" class="main big" ?disabled=${!chosen.length} @click=${() => admitChosen(choosing, chosen)}>${
      chosen.length ? t('door.admit_seats', { seats: chosen.join(', ') }) : t('door.choose_somebody')}</button>
      <button type="button" class="big" @click=${closeAnswer}>${t('door.cancel')}</button></div>`;
}

function toggle(choosing, seat, on) {
  if (on) choosing.chosen.add(seat);
  else choosing.chosen.delete(seat);
  draw();
}
