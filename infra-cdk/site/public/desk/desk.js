/** The desk of support and managers: chooses the view by the address and the user's groups. */
import { signIn, user } from '/js/auth.js';
import { draw, focusOn, html, nothing, start } from '/js/page.js';
import { addTexts, t } from '/js/text.js';
import * as booking from '/desk/booking.js';
import * as cases from '/desk/cases.js';
import * as catalog from '/desk/catalog.js';
import { dialog, lateNotice, leave } from '/desk/dialog.js';
import * as find from '/desk/find.js';
import { may } from '/desk/pieces.js';
import { stop } from '/desk/poll.js';
import { address, onPlace, place } from '/desk/router.js';
import * as sale from '/desk/sale.js';
import * as show from '/desk/show.js';
import * as shows from '/desk/shows.js';

await addTexts('/desk');

/** Each view has a `title`, an `open` for the parameters of its address, and a `view`; `tab` is the tab that it belongs to. */
const VIEWS = {
  find: { ...find, group: 'support', tab: 'find' },
  booking: { ...booking, group: 'support', tab: 'find' },
  cases: { ...cases, group: 'support', tab: 'cases' },
  shows: { ...shows, group: 'manager', tab: 'shows' },
  show: { ...show, group: 'manager', tab: 'shows' },
  sale: { ...sale, group: 'manager', tab: 'sale' },
  catalog: { ...catalog, group: 'manager', tab: 'catalog' },
};
const TABS = ['find', 'cases', 'sale', 'shows', 'catalog'];

const tabs = () => TABS.filter(name => may(VIEWS[name].group));

/** The view that is shown; null before the first one is opened, or if the user may see none. */
let current = null;

/** Shows the view of the address; the focus goes to its heading unless the page has just been loaded. */
function open(focus = true) {
  stop();
  leave();
  current = VIEWS[place().view] ?? VIEWS[tabs()[0]] ?? null;
  if (current && may(current.group)) current.open(place());
  draw();
  document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  if (focus) { scrollTo(0, 0); focusOn('heading') }
}

const title = () => current && may(current.group) ? current.title() : t('page.desk');

function view() {
  if (!user()) return html`<h1>${t('page.desk')}</h1><p>${t('desk.sign_in')}</p>
    <div class="actions"><button class="main" @click=${() => signIn()}>${t('page.sign_in')}</button></div>`;
  if (!tabs().length) return html`<h1>${t('page.desk')}</h1><p>${t('desk.no_group', { name: user().name })}</p>`;
  if (!current) return nothing;
  return html`
    <nav class="tabs" aria-label=${t('desk.tasks')} @scroll=${e => e.target.classList.toggle('scrolled', e.target.scrollLeft > 0)}>${tabs().map(name => html`<a href=${address(name)}
      aria-current=${name === current.tab ? 'page' : nothing}>${t('desk.tab.' + name)}</a>`)}</nav>
    <h1 id="heading" tabindex="-1">${title()}</h1>
    ${lateNotice()}
    ${may(current.group) ? current.view() : html`<p>${t('desk.not_yours.' + current.group)}</p>`}
    ${dialog()}`;
}

start({ title, current: '/desk/', view });
onPlace(open);
open(false);
