/** The waitlist: one entry, or all of the customer's without a parameter. */
import { signIn, user } from '/js/auth.js';
import { html, parameters, start } from '/js/page.js';
import { t } from '/js/text.js';
import * as entries from '/js/waitlist/entries.js';
import * as entry from '/js/waitlist/entry.js';

const shown = parameters.has('entry') ? entry : entries;

const signedOut = () => html`<div class="narrow"><h1>${t('wait.title')}</h1><p>${t('wait.sign_in')}</p>
  <p class="actions stack"><button type="button" class="main" @click=${() => signIn()}>${t('page.sign_in')}</button></p></div>`;

start({ title: () => user() ? shown.title() : t('wait.title'), view: () => user() ? shown.view() : signedOut() });
if (user()) shown.load();
