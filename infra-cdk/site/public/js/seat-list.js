/** The seats of a hall as a list: rows, and in them the free seats with their prices. */
import { money } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { isFree, seatLabel } from '/js/seat-map.js';
import { t } from '/js/text.js';

/** The rows of a hall; takes what {@link seatMap} takes. */
export const seatList = ({ map, onChoose, chosen, dimmed }) => html`
  <p class="small dim">${t('seats.list_hint')}</p>
  <div class="seat-list">${map.rows.map(row => {
    const offered = row.seats.filter(seat => (isFree(seat) || chosen.has(seat.id)) && !dimmed(seat));
    if (!offered.length && row.seats.some(isFree)) return nothing;            // free seats of another kind only
    const taken = offered.filter(seat => chosen.has(seat.id)).length;
    return html`<details><summary><b>${t('seats.row', { row: row.row })}</b>
      <span class="dim">${t('seats.row_free', { free: offered.length, price: money(Math.min(...offered.map(seat => seat.price))) })}</span>
      ${taken ? html`<span class="badge good">${t('map.legend_chosen')}: ${taken}</span>` : ''}</summary>
      ${runs(offered).map(run => html`<ul>${run.map(seat => html`<li><button type="button" class="chip" aria-pressed=${chosen.has(seat.id)}
        aria-label=${seatLabel(row.row, seat, t(chosen.has(seat.id) ? 'map.chosen' : 'map.AVAILABLE'))} @click=${event => onChoose(seat, row, event)}>
        <b>${row.row}${seat.number}</b><span class="small">${t('seats.kind_' + seat.category)}</span><span class="small numeric">${money(seat.price)}</span></button></li>`)}</ul>`)}
    </details>`;
  })}</div>`;

/** Splits seats where they are not side by side. */
function runs(seats) {
  const found = [];
  seats.forEach((seat, i) => i && seats[i - 1].x === seat.x - 1 ? found.at(-1).push(seat) : found.push([seat]));
  return found;
}
