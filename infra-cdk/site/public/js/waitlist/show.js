/** The show for which a customer waits. */
import { call } from '/js/api.js';
import { dayAndTime, inLine } from '/js/format.js';
import { html } from '/js/page.js';
import { rating, ratingRule } from '/js/parts.js';
import { t } from '/js/text.js';

/** The show of an entry's id. */
export const showOf = entryId => entryId.slice(0, entryId.indexOf('.'));

/** A show's seat map, which has its film and cinema; null if the show is no longer listed, undefined if nobody can tell now. */
export const seatMapOf = show => call(`/shows/${encodeURIComponent(show)}/seats`).catch(problem => {
  if (problem.code === 'offline') throw problem;
  return problem.code === 'not_found' ? null : undefined;
});

/** When and where the show is. */
export const placeAndTime = show => html`<p><strong>${dayAndTime(show.starts_at, show.cinema.time_zone)}</strong></p>
  <p class="dim">${inLine(show.cinema.name, show.hall, show.format)}</p>`;

/** The show and the party in a card. */
export const showCard = (show, entry) => html`<section class="card show-card">
  ${show ? html`<h2>${show.movie.title} ${rating(show.movie.rating)}</h2>${placeAndTime(show)}${ratingRule(show.movie.rating)}` : html`<h2>${t('wait.show')}</h2>`}
  <p><span class="badge">${t('wait.party', entry)}</span></p></section>`;
