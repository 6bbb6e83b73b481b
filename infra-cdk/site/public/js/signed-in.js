/** Where the sign-in pages send the browser back. */
import { endSignIn, signIn, startedSignIn } from '/js/auth.js';
import { html, notice, parameters, start, draw } from '/js/page.js';
import { t } from '/js/text.js';

let failed = false;

/** Starts the sign-in again that failed, for customers or staff. */
function again() {
  const started = startedSignIn();
  signIn(started?.returnTo ?? '/', started?.pool);
}

start({
  title: t('page.sign_in'),
  view: () => failed
    ? html`${notice('error', t('page.sign_in_failed'))}<p class="actions">
        <button class="main" @click=${again}>${t('page.sign_in')}</button><a class="button" href="/">${t('page.to_programme')}</a></p>`
    : html`<p>${t('page.signing_in')}</p>`,
});
try {
  location.replace(await endSignIn(parameters));
} catch {
  failed = true;
  draw();
}
