import { html, start } from '/js/page.js';
import { t } from '/js/text.js';

/** A torn ticket. */
const ticket = html`<svg class="torn" viewBox="0 0 320 150" aria-hidden="true">
  <path class="stub" d="M20 20h118l-10 18 12 18-12 18 12 18-12 18 10 20H20v-36a19 19 0 0 0 0-38z"/>
  <path class="stub" d="M168 14l124 20-6 38a19 19 0 0 0-6 37l-6 36-124-20 13-18-9-20 15-16-9-20 15-16-9-20z"/>
  <text x="38" y="90">4</text><text x="84" y="90">0</text><text x="196" y="98" transform="rotate(9 196 98)">4</text></svg>`;

start({
  title: t('page.not_found'),
  view: () => html`<div class="narrow not-found">${ticket}<h1>${t('page.not_found')}</h1><p>${t('page.not_found_hint')}</p>
    <p class="actions"><a class="button main" href="/">${t('page.to_programme')}</a><a class="button" href="/bookings.html">${t('page.bookings')}</a></p></div>`,
});
