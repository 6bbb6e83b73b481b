/** What an usher must always see: network, age of the lists, what is not reported yet. */
import { now } from '/js/api.js';
import { signIn } from '/js/auth.js';
import { html, nothing, notice } from '/js/page.js';
import { t } from '/js/text.js';
import { listsAt } from '/door/lists.js';
import { openConflicts, queueLength } from '/door/reports.js';
import { signedOut, state } from '/door/state.js';

const OLD = 3 * 60_000;

/** The line of states at the top of each screen. */
export function statusLine() {
  const up = state.online && !signedOut(), at = state.open.length ? listsAt() : state.showsAt, age = now() - at, queue = queueLength(), conflicts = openConflicts().length;
  return html`<ul class="status" aria-label=${t('door.status')}>
    <li class=${up ? 'green' : 'amber'}><span aria-hidden="true">${up ? '●' : '▲'}</span> ${t(!state.online ? 'door.offline' : up ? 'door.online' : 'door.signed_out')}</li>
    <li class=${age < OLD || !at && !state.problem ? '' : 'amber'}>${!at ? t(state.problem ? 'door.no_list' : 'page.loading') : age < 60_000 ? t('door.list_fresh') : t('door.list_age', { minutes: Math.floor(age / 60_000) })}</li>
    <li class=${queue ? 'amber' : ''}>${t(queue && !signedOut() ? 'door.queue_waits' : 'door.queue', { count: queue })}</li>
    ${conflicts ? html`<li><a href="#recent" class="red">${t('door.conflicts', { count: conflicts })}</a></li>` : nothing}</ul>
    ${signedOut() ? notice('warning', t('door.signed_out_why'), html`<button type="button" @click=${() => signIn()}>${t('page.sign_in')}</button>`) : nothing}`;
}
