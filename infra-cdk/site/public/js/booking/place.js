/** Where the seats of a booking are in the hall, on a map that is loaded when somebody wants to see it. */
import { call } from '/js/api.js';
import { draw, html, nothing } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { seatsInWords } from '/js/booking/facts.js';
import { state } from '/js/booking/state.js';
import { t } from '/js/text.js';

const WIDE = matchMedia('(min-width: 56rem)').matches;

const place = { asked: false, map: null, seatMap: null };

/** The map of the hall, which opens by itself on a wide screen if there is room for it. */
export function whereInHall({ roomy = false } = {}) {
  if (state.problem && !place.map) return nothing;
  return html`<details class="place" ?open=${roomy && WIDE} @toggle=${event => event.target.open && load()}>
    <summary>${t('booking.where_in_hall')}</summary>
    ${place.map ? place.seatMap({ map: place.map, own: new Set(state.booking.show_seats), size: 'small',
      label: t('booking.in_the_hall', { seats: seatsInWords(state.booking.show_seats) }) }) : html`<div class="loading-map">${skeleton(1)}</div>`}
  </details>`;
}

async function load() {
  if (place.asked) return;
  place.asked = true;
  try {
    const [{ seatMap }, map] = await Promise.all([import('/js/seat-map.js'), call(`/shows/${state.booking.show_id}/seats`), styles('/css/seat-map.css')]);
    Object.assign(place, { seatMap, map });
  } catch {
    place.asked = false;                    // The seats stand in words, too: the map is loaded when it is opened again.
  }
  draw();
}

const styles = href => new Promise((done, failed) => document.head.append(
  Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: done, onerror: failed })));
