/** The seats of a show to look at and to choose from. */
import { money, seatName } from '/js/format.js';
import { html } from '/js/page.js';
import { t } from '/js/text.js';

/**
 * The hall as rows of buttons.
 *
 * @param map the seat map of the API
 * @param chosen the ids of the chosen seats
 * @param stateOf what a seat is besides the map's status, e.g. `BLOCKED`; may return undefined
 * @param onSeat called with the seat that was pressed
 */
export const plan = ({ map, chosen, stateOf = () => undefined, onSeat }) => html`<div class="plan scroll" role="region" aria-label=${t('desk.seats')} tabindex="0">
  ${map.rows.map(row => html`<div class="plan-row" role="group" aria-label=${t('desk.plan.row', { row: row.row })}><b>${row.row}</b>${row.seats.map(seat => {
    const kind = stateOf(seat) ?? seat.status;
    return html`<button type="button" class="plan-seat ${kind}" .style=${`grid-column:${seat.x + 2}`} aria-pressed=${chosen.has(seat.id)}
      aria-label="${seatName(seat.id)}, ${t('seat.' + seat.category)}, ${money(seat.price)}, ${t('desk.plan.' + kind)}" @click=${() => onSeat(seat)}>${seat.number}</button>`;
  })}</div>`)}</div>`;

/** The seats of a map. */
export const seatsOf = map => map.rows.flatMap(row => row.seats);

/** What the chosen seats cost together. */
export const total = (map, chosen) => seatsOf(map).filter(s => chosen.has(s.id)).reduce((sum, s) => sum + s.price, 0);
