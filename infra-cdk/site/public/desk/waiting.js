/** Who waits for a show's seats. */
import { call } from '/js/api.js';
import { dayAndTime } from '/js/format.js';
import { announce, draw, html, nothing } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { reasonField } from '/desk/blocks.js';
import { ask } from '/desk/dialog.js';
import { code, failed, may } from '/desk/pieces.js';
import { address } from '/desk/router.js';

const state = { show: null, entries: null, cursor: null, problem: null };

/** The number of the latest request; the answers of earlier ones are stale. */
let asked = 0;

/** Loads the first page of a show's waitlist. */
export function open(show) {
  Object.assign(state, { show, entries: null, cursor: null, problem: null });
  load();
}

async function load(more = false) {
  const number = ++asked;
  state.problem = null;
  try {
    const found = await call(`/manage/shows/${encodeURIComponent(state.show)}/waitlist` + (more ? '?cursor=' + encodeURIComponent(state.cursor) : ''));
    if (number !== asked) return;
    Object.assign(state, { entries: more ? [...state.entries, ...found.entries] : found.entries, cursor: found.next_cursor });
  } catch (problem) {
    if (number !== asked) return;
    state.problem = problem;
  }
  draw();
}

const remove = (entry, changed) => ask({
  title: t('desk.waiting.ask', { place: entry.place }), danger: true,
  body: () => html`<p>${t('desk.waiting.what')}</p>`,
  fields: () => [reasonField(t('desk.waiting.hint'))],
  confirm: () => t('desk.waiting.remove_now'),
  act: ({ reason }) => call('/manage/waitlist/' + encodeURIComponent(entry.entry_id), { method: 'DELETE', body: { reason: reason.trim() } }),
  done: () => t('desk.waiting.removed'),
  after: text => { announce(text); load(); changed() },
});

/** The waitlist; `changed` is called after an entry was removed. */
export const view = (zone, changed) => html`<h2>${t('desk.waiting.title')}</h2>
  ${state.problem ? failed(state.problem, () => load()) : !state.entries ? skeleton(2)
    : !state.entries.length ? html`<p class="dim">${t('desk.waiting.none')}</p>`
    : html`<ol class="rows">${state.entries.map(e => html`<li><div>
        <p><b class="numeric">${e.place}.</b> ${t('desk.waiting.party', { n: e.seats })} ${e.accessible ? html`<span class="badge">${t('seat.ACCESSIBLE')}</span>` : nothing}</p>
        <p class="small dim">${t('desk.waiting.joined', { time: dayAndTime(e.joined_at, zone) })} · ${may('support')
          ? html`<a href=${address('find', { q: e.customer_id, as: 'customer' })}>${e.customer_id}</a>` : code(e.customer_id)}</p></div>
        <button aria-label=${t('desk.waiting.remove_of', { place: e.place })} @click=${() => remove(e, changed)}>${t('desk.waiting.remove')}</button></li>`)}</ol>
      ${state.cursor ? html`<div class="actions"><button @click=${() => load(true)}>${t('desk.more')}</button></div>` : nothing}`}`;
