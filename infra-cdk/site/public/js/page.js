/** What all pages have in common: brand, navigation, language, sign-in, messages. */
import { html, nothing, render } from '/lib/lit-html/lit-html.js';
import { pool, signIn, signOut, user } from '/js/auth.js';
import { remember } from '/js/remember.js';
import { changeLanguage, lang, t } from '/js/text.js';

export { html, nothing } from '/lib/lit-html/lit-html.js';

/** The parameters of the page's address. */
export const parameters = new URLSearchParams(location.search);

/** After how many milliseconds a text is no longer found by who reads the page on. */
const SAID = 10_000;

let brand = JSON.parse(localStorage.getItem('brand')) ?? { name: 'Seatline' };
let shown = null;
let offline = !navigator.onLine;
let signInFailed = false;

/**
 * Starts a page.
 *
 * @param title the page's name, or a function that returns it
 * @param view returns the content of `main`
 */
export function start({ title, view, current = location.pathname }) {
  shown = { title, view, current };
  document.body.replaceChildren();
  draw();
  refreshBrand();
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(trusted('/sw.js')).catch(() => {});
}

/** Shows the page's current state. */
export function draw() {
  document.title = [typeof shown.title === 'function' ? shown.title() : shown.title, brand.name].filter(Boolean).join(' · ');
  const focused = document.activeElement;
  render(frame(), document.body);
  if (pool === 'customers' && focused !== document.body && document.activeElement === document.body) heading().focus({ preventScroll: true });
}

/** Where the focus goes when what had it is gone: the page's heading, or all of its content. */
const heading = () => document.querySelector('main h1[tabindex]') ?? document.getElementById('main');

/** Goes on to another page as the result of an action; {@link arrive} then moves the focus there. */
export function goOn(address) {
  remember(sessionStorage, 'arrival', address);
  location.assign(address);
}

/**
 * Moves the focus to the page's heading if an action has led here, unless the customer has moved it already.
 *
 * @param acted whether an action on a page of others has led here
 */
export function arrive({ acted = false } = {}) {
  const arrival = sessionStorage.getItem('arrival');
  sessionStorage.removeItem('arrival');
  if ((acted || arrival === location.pathname + location.search) && document.activeElement === document.body) heading().focus();
}

let saying = 0;

/** Lets a screen reader say something once; for what changes without the customer's doing. */
export function announce(text) {
  clearTimeout(saying);
  document.getElementById('live').textContent = text;
  if (text) saying = setTimeout(announce, SAID, '');
}

/** A message in the page: `kind` is `error`, `warning`, `info` or `success`. */
export const notice = (kind, text, more = nothing) => !text ? nothing
  : html`<div class="notice ${kind}" role=${kind === 'error' ? 'alert' : nothing}><p>${text}</p>${more}</div>`;

/** Moves the focus to an element once it is drawn, e.g. a heading with `tabindex="-1"`. */
export const focusOn = id => document.getElementById(id)?.focus();

/** Wraps the address of a script of this site, which Trusted Types demand for workers. */
export const trusted = path => scripts ? scripts.createScriptURL(path) : path;
const scripts = window.trustedTypes?.createPolicy('seatline', {
  createScriptURL: path => { if (!/^\/[\w/.-]+\.js$/.test(path)) throw TypeError('not a script of this site: ' + path); return path } });

for (const event of ['online', 'offline'])
  addEventListener(event, () => { offline = event === 'offline'; if (shown) draw() });

/** The user whose data the page may show. They leave the screen when that user signs out here or in another tab. */
let shownTo = user()?.name;

function watchUser() {
  const name = user()?.name;
  if (shownTo && name !== shownTo) location.reload();
  shownTo = name;
}
addEventListener('pageshow', event => event.persisted && watchUser());             // back, out of the browser's memory
addEventListener('storage', ({ key }) => { if (key === null || key === 'session:' + pool) watchUser() });

addEventListener('signinfailed', () => { signInFailed = true; if (shown) draw() });

const link = (path, text) => html`<a href=${path} aria-current=${path === shown.current ? 'page' : nothing}>${text}</a>`;

function frame() {
  return html`
    <a class="skip" href="#main">${t('page.skip')}</a>
    <header class="top"><div class="wide">
      <a class="brand" href=${pool === 'staff' ? shown.current : '/'}>${brand.logo ? html`<img src=${brand.logo} alt=${brand.name}>` : brand.name}</a>
      <div class="menu">
        <nav aria-label=${t('page.navigation')}>${pool === 'staff' ? staffLinks() : [link('/', t('page.programme')), link('/bookings.html', t('page.bookings'))]}</nav>
        <div class="tools">${languageButton()}${account(user())}</div>
      </div></div>
    </header>
    ${offline ? html`<p class="offline" role="status">${t('page.offline')}</p>` : nothing}
    ${signInFailed ? html`<p class="offline" role="alert">${t('page.sign_in_offline')}</p>` : nothing}
    <main id="main" tabindex="-1">${shown.view()}</main>
    <footer><div class="wide">
      <p><strong>${brand.name}</strong>${contact('tel:', brand.contact?.phone)}${contact('mailto:', brand.contact?.email)}</p>
      <p>${pool === 'staff' ? nothing : html`<a href="/waitlist.html">${t('page.waitlist')}</a>`}${
        brand.terms_url ? html`<a href=${brand.terms_url}>${t('page.terms')}</a>` : nothing}</p>
    </div></footer>
    <p id="live" class="unseen" role="status"></p>`;
}

function staffLinks() {
  const groups = user()?.groups ?? [];
  return [groups.includes('door') ? link('/door/', t('page.door')) : nothing,
    groups.some(g => g !== 'door') ? link('/desk/', t('page.desk')) : nothing];
}

const contact = (scheme, value) => value ? html` <a href=${scheme + value}>${value}</a>` : nothing;

/** The button names the other language in that language. */
function languageButton() {
  const [other, name] = lang === 'vi' ? ['en', 'English'] : ['vi', 'Tiếng Việt'];
  return html`<button type="button" class="quiet" lang=${other} @click=${() => changeLanguage(other)}><span class="short" aria-hidden="true">${
    other.toUpperCase()}</span><span class="long">${name}</span></button>`;
}

const account = who => who
  ? html`<button type="button" class="quiet" popovertarget="account" aria-label=${t('page.account', who)}>
      <span class="initial" aria-hidden="true">${[...who.name][0].toUpperCase()}</span><span class="who" aria-hidden="true">${who.name}</span></button>
    <div id="account" popover><p class="dim small">${t('page.signed_in_as')}</p><p><strong>${who.name}</strong></p>
      <button type="button" @click=${signOut}>${t('page.sign_out')}</button></div>`
  : html`<button type="button" class="quiet sign-in" @click=${() => signIn()}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7"/></svg>
      <span class="long">${t('page.sign_in')}</span></button>`;

async function refreshBrand() {
  applyBrand();
  const answer = await fetch('/config.json').catch(() => null);
  if (!answer?.ok) return;
  brand = await answer.json();
  remember(localStorage, 'brand', JSON.stringify(brand));
  applyBrand();
  draw();
}

/** Sets the operator's colours, with black or white text on them, whichever can be read. */
function applyBrand() {
  const style = document.documentElement.style;
  for (const name of ['accent', 'accent_dark']) {
    if (!/^#[0-9a-f]{6}$/i.test(brand[name])) continue;
    style.setProperty(`--${name.replace('_', '-')}`, brand[name]);
    style.setProperty(`--on-${name.replace('_', '-')}`, luminance(brand[name]) > 0.18 ? '#000' : '#fff');
  }
}

/** The relative luminance of WCAG 2: 0 is black, 1 is white. */
function luminance(color) {
  const [r, g, b] = [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16) / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
