/** Draws a hall's seats where they stand, to choose from or to look at. Styles: `css/seat-map.css`. */
import { money } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { pairStarts } from '/js/seat-rules.js';
import '/js/seat-frame.js';
import { t } from '/js/text.js';

const NONE = new Set();
const LARGEST = { full: 36, small: 15 };

/**
 * A hall's seats.
 *
 * @param map the API's seat map
 * @param onChoose called with a seat, its row and the event when the seat is clicked or gets Enter or Space; without it the
 *     map is a picture
 * @param chosen ids of the seats that are chosen
 * @param own ids of the seats that belong to the reader: held, booked or offered
 * @param marked ids of seats at fault, e.g. those that a choice leaves single
 * @param dimmed whether a seat stands back, e.g. as it is of another kind than the one looked for
 * @param size `full`, with zoom, or `small`
 * @param stop id of the seat that is reached first by Tab
 * @param label what a screen reader calls the map; a picture's label says which seats it shows
 * @param choosable whether a seat can be chosen; all others are shown as taken to screen readers, and are told to `onChoose` too
 * @param stateText a seat's state in words; without it, free, held, taken, chosen, or the reader's own
 * @param tools what stands above the hall, beside the zoom
 */
export function seatMap({ map, onChoose = null, chosen = NONE, own = NONE, marked = NONE, dimmed = () => false, size = 'full', stop = null,
  label = t('map.label'), choosable = isFree, stateText = null, tools = nothing }) {
  const { first, columns, height, pairs } = plan(map);
  const words = seat => stateText?.(seat) ?? (own.has(seat.id) ? t('map.own') : chosen.has(seat.id) ? t('map.chosen') : t('map.' + seat.status));

  const classes = seat => ['seat', seat.category, own.has(seat.id) ? 'own' : seat.status, pairs.get(seat.id), chosen.has(seat.id) && 'chosen',
    marked.has(seat.id) && 'marked', dimmed(seat) && 'dimmed'].filter(Boolean).join(' ');
  const place = seat => `grid-column:${seat.x - first + 2}`;

  const button = (row, seat) => html`<button type="button" role="gridcell" tabindex="-1" id=${seat.id} class=${classes(seat)} .style=${place(seat)}
    aria-label=${seatLabel(row, seat, words(seat))} aria-selected=${chosen.has(seat.id)} aria-disabled=${!choosable(seat)}><span>${seat.number}</span></button>`;
  const picture = seat => html`<span class=${classes(seat)} .style=${place(seat)}><span>${seat.number}</span></span>`;

  const rows = map.rows.map(row => html`<div class="row" role=${onChoose ? 'row' : nothing} .style=${`grid-row:${row.y + 1}`}>
    <span class="letter" role=${onChoose ? 'rowheader' : nothing}>${row.row}</span>
    ${row.seats.map(seat => onChoose ? button(row.row, seat) : picture(seat))}
    <span class="letter end" aria-hidden="true">${row.row}</span></div>`);

  function choose(event) {
    const id = event.target.closest('.seat')?.id;
    const row = id && map.rows.find(r => r.seats.some(s => s.id === id));
    if (row) onChoose(row.seats.find(s => s.id === id), row, event);
  }

  return html`<seat-frame class="seat-map ${size}" .plan=${{ columns, height, largest: LARGEST[size] }} .stop=${stop}>
    ${size === 'full' ? html`<div class="zoom">${tools}
      <button type="button" data-zoom="0.625" aria-label=${t('map.zoom_out')}>−</button>
      <button type="button" data-zoom="1.6" aria-label=${t('map.zoom_in')}>+</button></div>` : nothing}
    <div class="view"><div class="hall">
      <div class="screen" aria-hidden="true"><span>${t('map.screen')}</span></div>
      ${onChoose ? html`<div class="grid" role="grid" aria-label=${label} aria-describedby="map-keys" aria-multiselectable="true" @click=${choose}>${rows}</div>
        <p id="map-keys" class="unseen">${t('map.keys')}</p>`
        : html`<div class="grid" role="img" aria-label=${label}>${rows}</div>`}
      <p class="closer small dim">${t('map.look_closer')}</p>
    </div></div>
  </seat-frame>`;
}

/** What the marks on the map mean, for the states of seats; kinds stand with their prices. */
export const mapLegend = states => html`<ul class="legend">${states.map(state => html`<li>
  <span class="seat-map sample" aria-hidden="true"><span class="seat STANDARD ${state}"></span></span> ${t('map.legend_' + state)}</li>`)}</ul>`;

/** A seat as a screen reader says it: row, number, kind, price, state. */
export const seatLabel = (row, seat, state) => [t('map.seat', { row, number: seat.number }), t('seat.' + seat.category), money(seat.price), state].join(', ');

/** What seats of a kind cost, as cinemas say it: by the seat, or by the pair for couple seats. */
export const priceOfKind = (category, price) => category === 'COUPLE' ? t('seat.pair_price', { price: money(2 * price) }) : money(price);

/** Whether a seat is free. */
export const isFree = seat => seat.status === 'AVAILABLE';

/** All seats of a map. */
export const allSeats = map => map.rows.flatMap(row => row.seats);

const plans = new WeakMap();

/** The hall's measures and the seats of couples, computed once for each map. */
function plan(map) {
  if (!plans.has(map)) {
    const xs = allSeats(map).map(seat => seat.x), first = Math.min(...xs);
    const pairs = new Map();
    for (const row of map.rows)
      for (const start of pairStarts(row)) {
        pairs.set(row.seats.find(s => s.x === start).id, 'pair-left');
        pairs.set(row.seats.find(s => s.x === start + 1).id, 'pair-right');
      }
    plans.set(map, { first, columns: Math.max(...xs) - first + 1, height: map.rows.at(-1).y + 1, pairs });
  }
  return plans.get(map);
}
