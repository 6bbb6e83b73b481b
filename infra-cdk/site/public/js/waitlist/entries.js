/** The customer's live waitlist entries. */
import { call, problemText } from '/js/api.js';
import '/js/countdown.js';
import { draw, html, notice } from '/js/page.js';
import { skeleton, tryAgain } from '/js/parts.js';
import { t } from '/js/text.js';
import { placeAndTime, seatMapOf, showOf } from '/js/waitlist/show.js';

const INTERVAL = 10_000;
const state = { entries: null, /** The shows by their ids. */ shows: {}, problem: null };
let timer = 0;

export const title = () => t('wait.mine');

/** Gets the entries, and again while the page is seen. */
export async function load() {
  clearTimeout(timer);
  if (!document.hidden) {
    try {
      const { entries } = await call('/waitlist');
      const unknown = [...new Set(entries.map(e => e.show_id))].filter(show => !(show in state.shows));
      const maps = await Promise.all(unknown.map(seatMapOf));
      unknown.forEach((show, i) => { if (maps[i] !== undefined) state.shows[show] = maps[i]?.show ?? null });
      Object.assign(state, { entries, problem: null });
    } catch (problem) {
      state.problem = problem;
    }
    draw();
  }
  clearTimeout(timer);                                        // of a request that was under way at the same time
  timer = setTimeout(load, INTERVAL);
}
document.addEventListener('visibilitychange', () => { if (!document.hidden && state.entries) load() });

export const view = () => html`<div class="narrow">
  <h1>${t('wait.mine')}</h1>
  ${state.problem ? notice(state.entries ? 'warning' : 'error', problemText(state.problem), tryAgain(load)) : ''}
  ${state.entries ? list() : state.problem ? '' : skeleton(4)}</div>`;

const list = () => state.entries.length
  ? html`<ul class="entries">${state.entries.map(entry => html`<li class="card">${entryCard(entry, state.shows[showOf(entry.entry_id)])}</li>`)}</ul>`
  : html`<div class="card empty"><p>${t('wait.none')}</p><p class="small dim">${t('wait.none_hint')}</p>
      <p><a class="button main" href="/">${t('page.to_programme')}</a></p></div>`;

const entryCard = (entry, show) => html`
  <h2><a href="/waitlist.html?entry=${entry.entry_id}">${show?.movie.title ?? t('wait.show')}</a></h2>
  ${show ? placeAndTime(show) : ''}
  <p><span class="badge">${t('wait.party', entry)}</span> ${status(entry)}</p>`;

const status = entry => entry.status === 'OFFERED'
  ? html`<strong class="badge few">${t('wait.heading.OFFERED')} <count-down .until=${entry.offer_expires_at}></count-down></strong>`
  : html`<span class="badge">${entry.status === 'WAITING' ? t('wait.position_is', entry) : t('wait.heading.JOINING')}</span>`;
