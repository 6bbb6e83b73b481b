/** Pieces that several pages show. */
import { focusOn, html, nothing } from '/js/page.js';
import { t } from '/js/text.js';

/** Whether the device is a phone or a tablet. */
export const isPhone = matchMedia('(hover: none) and (pointer: coarse)').matches;

/** The device in words: `this phone`. */
export const device = () => t(isPhone ? 'device.phone' : 'device.other');

/** An age rating with its meaning: P, K, T13, T16 or T18. */
export const rating = code => code
  ? html`<abbr class="badge rating" title=${t('rating.' + code)}>${code}</abbr>` : nothing;

/** What the rating, which stands beside the title, asks of the people who come; nothing for everybody. */
export const ratingRule = code => code && code !== 'P' ? html`<p class="small">${t('rating.' + code)}</p>` : nothing;

/** Lines that stand for content which is on its way. */
export const skeleton = (lines = 3) => html`<div aria-busy="true"><p class="unseen">${t('page.loading')}</p>${
  Array.from({ length: lines }, () => html`<p class="skeleton"></p>`)}</div>`;

/** The button that repeats what failed. It goes when that succeeds; the focus is then at the page's content. */
export const tryAgain = load => html`<button type="button" @click=${() => refocused(load)}>${t('page.retry')}</button>`;

async function refocused(load) {
  await load();
  if (document.activeElement === document.body) focusOn('main');
}
