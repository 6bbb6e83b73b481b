/** The door: an usher chooses shows and lets people in by their tickets, with and without network. */
import { accessToken, signIn } from '/js/auth.js';
import { stayAwake } from '/js/wake-lock.js';
import { keepOffline } from '/js/offline.js';
import { draw, focusOn, html, start } from '/js/page.js';
import { addTexts, t } from '/js/text.js';
import { answerDialog, dismiss } from '/door/answer.js';
import { chooseDialog } from '/door/choose.js';
import { endOfShift, isTheDoor, otherTabClosed } from '/door/device.js';
import { findView } from '/door/find.js';
import { listenForScanners } from '/door/keys.js';
import { keepFresh } from '/door/lists.js';
import { recentView, undoDialog } from '/door/recent.js';
import { queueLength } from '/door/reports.js';
import { scanView, useCamera } from '/door/scan.js';
import { loadCinemas, setupView } from '/door/setup.js';
import { noteUsher, openShows, state, usher } from '/door/state.js';
import { closeAnswer, scanTyped } from '/door/admit.js';

await addTexts('/door');

const SCREENS = { scan: scanView, find: findView, recent: recentView };
const AGES_EVERY = 10_000;

const mayWork = () => usher()?.groups.includes('door');

/** The screen of the address; without an open show there is only the setup. */
function screen() {
  const name = location.hash.slice(1);
  return SCREENS[name] && mayWork() && openShows().length ? name : 'setup';
}

function view() {
  document.documentElement.classList.toggle('gate', state.screen !== 'setup' && isTheDoor && !!mayWork());
  if (!isTheDoor) return html`<section class="narrow"><h1>${t('door.title')}</h1><p>${t('door.other_tab')}</p></section>`;
  if (!usher()) return signInView();
  if (!mayWork()) return html`<section class="narrow"><h1>${t('door.title')}</h1><p>${t('door.no_group', { name: usher().name })}</p></section>`;
  return html`${state.screen === 'setup' ? setupView() : SCREENS[state.screen]()}${answerDialog()}${chooseDialog()}${undoDialog()}`;
}

const signInView = () => html`<section class="narrow">
  <h1>${t('door.title')}</h1>
  <p>${t('door.sign_in')}</p>
  ${queueLength() ? html`<p class="notice warning">${t('door.sign_in_queue', { count: queueLength() })}</p>` : ''}
  <div class="actions"><button class="main big" @click=${() => signIn()}>${t('page.sign_in')}</button></div></section>`;

async function go() {
  const before = state.screen;
  state.screen = screen();
  draw();
  if (before !== state.screen) {
    state.short = 0;
    closeAnswer();
    window.scrollTo(0, 0);
    focusOn('title');
  }
  useCamera();
  if (state.screen !== 'setup') stayAwake();
}

start({ title: () => t('door.title'), current: '/door/', view });
if (!isTheDoor) {
  await otherTabClosed();
  location.reload();
} else if (mayWork()) {
  noteUsher();
  addEventListener('hashchange', go);
  document.addEventListener('visibilitychange', go);
  setInterval(() => screen() === state.screen ? draw() : go(), AGES_EVERY);
  listenForScanners({ isOn: () => state.screen !== 'setup' && !state.undoing, scan: scanTyped, key: dismiss });
  loadCinemas();
  accessToken().then(token => {
    state.me = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).sub;
    noteUsher();
  }).catch(() => {});
  go();
  keepFresh().then(go);
  keepOffline('door');
} else if (!usher()) endOfShift();
