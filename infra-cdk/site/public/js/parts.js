/** Pieces that several pages show. */
import { html, nothing } from '/js/page.js';
import { t } from '/js/text.js';

/** A movie's poster, or one drawn from its title. It is decoration: the title stands beside it. */
export function poster(movie) {
  if (movie.poster_url) return html`<img class="poster" src=${movie.poster_url} alt="" loading="lazy" width="200" height="300">`;
  const hue = [...movie.title].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  return html`<div class="poster drawn" aria-hidden="true" .style=${`--hue:${hue}`}><span>${movie.title}</span></div>`;
}

/** An age rating with its meaning: P, K, T13, T16 or T18. */
export const rating = code => code
  ? html`<abbr class="badge rating" title=${t('rating.' + code)}>${code}</abbr>` : nothing;

/** What the rating asks of the people who come, in a sentence; nothing for everybody. */
export const ratingRule = code => code && code !== 'P' ? html`<p class="small">${rating(code)} ${t('rating.' + code)}</p>` : nothing;

/** Lines that stand for content which is on its way. */
export const skeleton = (lines = 3) => html`<div aria-busy="true"><p class="unseen">${t('page.loading')}</p>${
  Array.from({ length: lines }, () => html`<p class="skeleton"></p>`)}</div>`;
