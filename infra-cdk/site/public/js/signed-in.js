/** Where the sign-in pages send the browser back. */
import { endSignIn, signIn } from '/js/auth.js';
import { html, notice, parameters, start, draw } from '/js/page.js';
import { t } from '/js/text.js';

let failed = false;
start({
  title: t('page.sign_in'),
  view: () => failed
    ? html`${notice('error', t('page.sign_in_failed'))}<p class="actions">
        <button class="main" @click=${() => signIn('/')}>${t('page.sign_in')}</button><a class="button" href="/">${t('page.to_programme')}</a></p>`
    : html`<p>${t('page.signing_in')}</p>`,
});
try {
  location.replace(await endSignIn(parameters));
} catch {
  failed = true;
  draw();
}
