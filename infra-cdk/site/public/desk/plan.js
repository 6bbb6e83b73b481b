/** The seats of a show for staff: any seat can be pressed, and blocked seats are told from sold ones. */
import { html } from '/js/page.js';
import { allSeats, isFree, priceOfKind, seatMap } from '/js/seat-map.js';
import { t } from '/js/text.js';

/**
 * A hall.
 *
 * @param chosen the ids of the chosen seats
 * @param blocked the ids of the seats that the cinema has blocked
 * @param onSeat called with the seat that was pressed
 * @param pressable whether a seat that is not free can be pressed, too
 */
export function plan({ map, chosen, blocked = new Set(), onSeat, pressable = false }) {
  const state = seat => chosen.has(seat.id) ? 'chosen' : blocked.has(seat.id) ? 'BLOCKED' : seat.status;
  return html`<div class="desk-map ${pressable ? 'pressable' : ''}">${seatMap({ map, chosen, marked: blocked, onChoose: onSeat,
      choosable: seat => pressable || isFree(seat), label: t('desk.show.hall'), stop: stopOf(map, chosen), stateText: seat => t('desk.plan.' + state(seat)) })}</div>
    ${legend(['AVAILABLE', 'chosen', 'HELD', 'BOOKED', ...pressable || blocked.size ? ['BLOCKED'] : []])}`;
}

const legend = states => html`<ul class="legend">${states.map(state => html`<li><span class="desk-map" aria-hidden="true"><span
  class="seat-map sample"><span class="seat STANDARD ${state === 'BLOCKED' ? 'BOOKED marked' : state}"></span></span></span> ${t('desk.plan.' + state)}</li>`)}</ul>`;

const stopOf = (map, chosen) => chosen.size ? [...chosen][0] : allSeats(map)[0].id;

/** What a seat of each kind costs. */
export const prices = map => html`<p class="small prices">${[...new Map(allSeats(map).map(s => [s.category, s.price]))].map(([category, price]) =>
  html`<span>${t('seat.' + category)} <b class="numeric">${priceOfKind(category, price)}</b></span>`)}</p>`;

/** What the chosen seats cost together. */
export const total = (map, chosen) => allSeats(map).filter(s => chosen.has(s.id)).reduce((sum, s) => sum + s.price, 0);

/** The ids of the free seats of a map. */
export const freeSeats = map => new Set(allSeats(map).filter(isFree).map(seat => seat.id));
