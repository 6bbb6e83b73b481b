/** Shows and movies as the programme and the film's page list them. */
import { clockTime, money, weekday } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { rating } from '/js/parts.js';
import { hasText, t } from '/js/text.js';

/** A cinema's times of a movie: links to the seats of those that can be booked. */
export const times = shows => html`<ul class="times">${shows.map(show => html`<li>${time(show)}</li>`)}</ul>`;

function time(show) {
  const kind = kindOf(show);
  const content = html`<b>${clockTime(show.starts_at, show.time_zone)}</b><span>${show.format}</span><span class="state">${STATES[kind](show)}</span>`;
  return kind === 'cancelled' || kind === 'closed' ? html`<span class="time off ${kind}">${content}</span>`
    : html`<a class="time ${kind}" href="/seats.html?show=${show.id}">${content}</a>`;
}

const STATES = {
  open: show => t('show.from_short', { price: money(show.price_from) }),
  few: () => t('show.few'),
  'sold-out': () => t('show.sold_out_wait'),
  'not-open': show => t('show.opens', { day: weekday(show.sales_open_at, show.time_zone), time: clockTime(show.sales_open_at, show.time_zone) }),
  closed: () => t('show.closed'),
  cancelled: () => t('show.cancelled'),
};

function kindOf({ sales, availability }) {
  if (sales === 'CANCELLED') return 'cancelled';
  if (sales === 'NOT_OPEN') return 'not-open';
  if (sales !== 'OPEN') return 'closed';
  return availability === 'SOLD_OUT' ? 'sold-out' : availability === 'FEW' ? 'few' : 'open';
}

/** The cheapest price of shows, as a text; nothing if none is on sale. */
export function cheapest(shows) {
  const prices = shows.filter(show => show.sales === 'OPEN').map(show => show.price_from);
  return prices.length ? t('show.from', { price: money(Math.min(...prices)) }) : nothing;
}

/** Rating, length and genres in a line. */
export const aboutMovie = movie => html`<p class="meta">${rating(movie.rating)}<span>${t('movie.minutes', { minutes: movie.duration_minutes })}</span>
  <span>${words('genre', movie.genres)}</span></p>`;

/** The catalog's words, such as genres, in the page's language if there is a text for them. */
export const words = (kind, values) => values.map(value => {
  const key = `${kind}.${value}`;
  return hasText(key) ? t(key) : value;
}).join(', ');

/** The address of a movie's page. */
export const moviePage = (movie, city, date) => '/film.html?' + new URLSearchParams({ city, movie: movie.id, date });
