import { html, start } from '/js/page.js';
import { t } from '/js/text.js';

start({
  title: t('page.not_found'),
  view: () => html`<h1>${t('page.not_found')}</h1><p>${t('page.not_found_hint')}</p>
    <p class="actions"><a class="button main" href="/">${t('page.to_programme')}</a></p>`,
});
