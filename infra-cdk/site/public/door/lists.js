/** The shows, tickets and keys that a door needs without network, loaded while there is one. */
import { call, now } from '/js/api.js';
import { announce, draw } from '/js/page.js';
import { t } from '/js/text.js';
import { drop, keep, kept, keptNames } from '/door/device.js';
import { applyReported, keepOnly, ownAdmission, sendReports } from '/door/reports.js';
import { choose, noteUsher, state } from '/door/state.js';

const EVERY = 30_000, WHEN_DOWN = 8_000;
const OTHERS_EVERY = 5 * 60_000, OTHERS_WITHIN = 4 * 3600_000;

let keys = kept('keys', { at: 0, keys: [] });
const lists = new Map(keptNames('list:').map(name => [name.slice('list:'.length), kept(name)]));
let timer = null, refreshing = null, again = null;

/** The public keys that verify tickets. */
export const ticketKeys = () => keys.keys;

/** The tickets of a show: `{at, sales, doors_open_at, tickets}`; undefined if they were not loaded. */
export const listOf = show => lists.get(show);

/** When the oldest of the lists of the open shows was loaded; 0 if one is missing. */
export const listsAt = () => Math.min(...state.open.map(show => lists.get(show)?.at ?? 0));

/** The tickets with a short code: `{show, ticket}`. */
export const ticketsWithCode = code => [...lists].flatMap(([show, list]) =>
  list.tickets.filter(ticket => ticket.code === code).map(ticket => ({ show, ticket })));

/**
 * Notes in the list of a show whom the server has let in, so that it is right before it is loaded again. It is no version
 * of the server's any more: if the admission is undone, that version is the newest again.
 */
export function noteAdmitted(show, booking, seats) {
  const list = lists.get(show);
  const ticket = list?.tickets.find(one => one.booking_id === booking);
  if (!ticket) return;
  delete list.version;
  for (const seat of seats) Object.assign(ticket.seats.find(one => one.seat === seat.seat) ?? {}, seat);
  keep('list:' + show, list);
}

/** Loads the keys again, for a ticket that names an unknown one. */
export async function reloadKeys() {
  keys = { at: now(), keys: (await call('/ticket-keys')).keys };
  keep('keys', keys);
}

/**
 * Loads what has changed, reports what waits, and goes on doing so while the page is shown. What was chosen while that runs
 * is loaded by another run after it.
 */
export function refresh() {
  if (refreshing) return again ??= refreshing.catch(() => {}).then(() => { again = null; return refresh() });
  refreshing = load().finally(() => {
    refreshing = null;
    clearTimeout(timer);
    if (!document.hidden && state.cinema) timer = setTimeout(refresh, state.online ? EVERY : WHEN_DOWN);
    draw();
  });
  return refreshing;
}

/** Notes whether the API answers. */
export function noteOnline(online) {
  if (!setOnline(online)) return;
  draw();
  clearTimeout(timer);
  timer = setTimeout(refresh, online ? 0 : WHEN_DOWN);
}

function setOnline(online) {
  if (state.online === online) return false;
  state.online = online;
  announce(t(online ? 'door.online' : 'door.offline'));
  return true;
}

async function load() {
  if (!state.cinema) return;
  const cinema = state.cinema;
  try {
    const { shows } = await call('/door/shows?cinema_id=' + cinema);
    setOnline(true);
    if (cinema !== state.cinema) return;
    noteUsher();
    takeShows(shows);
    await sendReports().catch(unlessNoAnswer);
    if (now() - keys.at > OTHERS_EVERY) await reloadKeys();
    await loadLists(shows.filter(isDue));
    state.problem = null;
  } catch (problem) {
    state.problem = problem;
    if (problem.code === undefined) throw problem;
    if (problem.code === 'offline') setOnline(false);
  }
}

/** A report that the server refuses or fails on stays in the queue; the lists are loaded all the same. */
function unlessNoAnswer(problem) {
  if (!problem.status) throw problem;
}

function takeShows(shows) {
  choose({ shows, showsAt: now(), open: state.open.filter(id => shows.some(show => show.show_id === id)) });
  for (const id of [...lists.keys()]) {
    if (shows.some(show => show.show_id === id)) continue;
    lists.delete(id);
    drop('list:' + id);
  }
  keepOnly(shows.map(show => show.show_id));
}

function isDue(show) {
  if (state.open.includes(show.show_id)) return true;
  if (new Date(show.starts_at) - now() > OTHERS_WITHIN) return false;
  return now() - (lists.get(show.show_id)?.at ?? 0) > OTHERS_EVERY;
}

/** Loads lists, also those after one that fails; then throws its problem. */
async function loadLists(shows) {
  const problems = [];
  for (const show of shows) await loadList(show.show_id).catch(problem => problems.push(problem));
  if (problems.length) throw problems[0];
}

async function loadList(show) {
  const before = lists.get(show), asked = now();
  const answer = await call(`/door/shows/${show}/tickets` + (before?.version ? '?since=' + encodeURIComponent(before.version) : ''));
  const list = answer.unchanged ? { ...answer, tickets: before.tickets, version: before.version, at: asked } : { ...answer, at: asked };
  lists.set(show, list);
  keep('list:' + show, list);
  applyReported(show, asked);
}

/** The seats of a ticket in the list, with those that this door has let in itself. */
export const seatsOf = (show, ticket) => ticket.seats.map(seat => ({ ...seat, ...ownAdmission(show, ticket.booking_id, seat.seat) }));

/** How many seats of a show are inside, as far as the door knows. */
export function admittedTo(show) {
  const list = lists.get(show.show_id);
  return list ? list.tickets.flatMap(ticket => seatsOf(show.show_id, ticket)).filter(seat => seat.admitted_at).length : show.admitted;
}

/** Loads again when the network or the usher is back. */
export function keepFresh() {
  addEventListener('online', refresh);
  addEventListener('offline', () => noteOnline(false));
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh() });
  return refresh();
}
