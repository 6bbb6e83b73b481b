/** The customer's bookings: what to pay, upcoming shows, waitlist entries, past shows. */
import { call, now, problemText, secondsUntil } from '/js/api.js';
import { signIn, user } from '/js/auth.js';
import '/js/countdown.js';
import { nearDay } from '/js/booking/facts.js';
import { clockTime, dayAndMonth, dayAndTime, money, seatNames, shortDay, weekday } from '/js/format.js';
import { isUsed, keptTicket, keptTickets } from '/js/kept-tickets.js';
import { keepOffline } from '/js/offline.js';
import { announce, draw, html, nothing, notice, start } from '/js/page.js';
import { device, rating, skeleton } from '/js/parts.js';
import { t } from '/js/text.js';

const UNPAID_PAUSE = 5000;
/** For how long the bookings wait for the waitlist, so that nothing moves once they are seen. */
const PATIENCE = 1000;

const state = {
  /** The pages loaded so far, newest first; null before the first answer. */
  bookings: null,
  cursor: null,
  /** The waitlist entries, each with its show. */
  entries: [],
  /** Whether the first request for them is under way. */
  asksEntries: true,
  problem: null,
  moreProblem: null,
  busy: false,
};
let timer = 0;

/** Loads the first page, which has what changes; later pages stay as they are. */
async function load() {
  clearTimeout(timer);
  if (!user()) return draw();
  try {
    const entries = loadEntries();
    const page = await call('/bookings');
    await Promise.race([entries, new Promise(resolve => setTimeout(resolve, PATIENCE))]);
    const first = new Set(page.bookings.map(b => b.booking_id));
    const later = (state.bookings ?? []).filter(b => !first.has(b.booking_id) && b.created_at < (page.bookings.at(-1)?.created_at ?? ''));
    Object.assign(state, { bookings: [...page.bookings, ...later], cursor: later.length ? state.cursor : page.next_cursor, problem: null });
  } catch (problem) {
    state.problem = problem;
  }
  draw();
  if (!document.hidden && unpaid().length) timer = setTimeout(load, UNPAID_PAUSE);
}

/** Loads the waitlist entries. Without them the page shows the bookings all the same. */
async function loadEntries() {
  try {
    const { entries } = await call('/waitlist');
    const known = new Map(state.entries.map(entry => [entry.show_id, entry.show]));
    state.entries = await Promise.all(entries.map(async entry => ({
      ...entry, show: known.get(entry.show_id) ?? (await call(`/shows/${entry.show_id}/seats`).catch(() => ({ show: null }))).show })));
  } catch {
    // The entries known so far stay; the page of the waitlist says what is wrong.
  }
  state.asksEntries = false;
  draw();
}

async function more() {
  if (state.busy) return;
  Object.assign(state, { busy: true, moreProblem: null });
  draw();
  let first = null;
  try {
    const { bookings, next_cursor } = await call('/bookings?' + new URLSearchParams({ cursor: state.cursor }));
    state.bookings.push(...bookings);
    state.cursor = next_cursor;
    first = bookings[0];
    announce(t('bookings.more_loaded', { count: bookings.length }));
  } catch (problem) {
    if (problem.field === 'cursor') return restart();
    state.moreProblem = problem;
  }
  state.busy = false;
  draw();
  if (first) document.querySelector(`a[href="${page(first)}"]`)?.focus();
}

/** A cursor is not valid for ever. */
function restart() {
  Object.assign(state, { bookings: null, busy: false });
  return load();
}

const customers = () => state.bookings.filter(b => b.status !== 'BLOCKED');
const unpaid = () => (state.bookings ?? []).filter(b => b.status === 'IN_BOOKING');
/** Holds that ended unpaid are of no interest any more once the customer has held seats of the show again. */
const isReplaced = b => ['EXPIRED', 'CANCELLED'].includes(b.status) && !b.refunds.length
  && state.bookings.some(other => other.show_id === b.show_id && other.created_at > b.created_at);
const isToCome = b => (b.status === 'PAID' || isCancelledShow(b)) && Date.parse(b.show.ends_at) > now();
/** Whether the cinema has cancelled the show: its customers must not come for nothing. */
const isCancelledShow = b => b.refunds.some(refund => refund.reason === 'SHOW_CANCELLED');

function toCome() {
  const loaded = customers().filter(isToCome), ids = new Set(state.bookings.map(b => b.booking_id));
  const kept = keptTickets().map(k => k.booking).filter(b => isToCome(b) && !ids.has(b.booking_id));
  return [...loaded, ...kept].sort((a, b) => a.show.starts_at.localeCompare(b.show.starts_at));
}

function view() {
  return html`<div class="narrow bookings">
    <div class="title"><h1>${t('bookings.title')}</h1><a href="/waitlist.html">${t('page.waitlist')}</a></div>${content()}</div>`;
}

function content() {
  const { bookings, problem } = state;
  if (!user() || problem?.code === 'signed_out') return html`
    ${kept('bookings.kept_signed_out')}
    <div class="empty"><p>${t('bookings.signed_out')}</p>
      <p class="actions"><button type="button" class="main big" @click=${() => signIn()}>${t('page.sign_in')}</button></p></div>`;
  if (!bookings) return problem
    ? html`${isSaid(problem) ? nothing : notice(problem.code === 'offline' ? 'warning' : 'error', problemText(problem), html`<p><button type="button" @click=${load}>${t('page.retry')}</button></p>`)}${kept('bookings.kept_offline')}`
    : skeletons();
  const coming = toCome(), holds = unpaid(), past = customers().filter(b => b.status !== 'IN_BOOKING' && !isToCome(b) && !isReplaced(b));
  const waiting = state.entries.filter(entry => !holds.some(b => b.booking_id === entry.booking_id));
  if (!coming.length && !holds.length && !past.length && !waiting.length) return state.asksEntries ? skeletons() : none();
  return html`
    ${problem && !isSaid(problem) ? notice('warning', problemText(problem)) : nothing}
    ${holds.map(b => hold(b))}
    ${coming.length ? section('to_come', coming.map(b => booking(b))) : html`<p>${t('bookings.nothing_to_come')} <a href="/">${t('page.to_programme')}</a></p>`}
    ${waiting.length ? section('waiting', waiting.map(e => entry(e))) : nothing}
    ${past.length ? section('past', past.map(b => booking(b))) : nothing}
    ${state.moreProblem ? notice('error', problemText(state.moreProblem)) : nothing}
    ${state.cursor ? html`<p class="actions"><button type="button" aria-disabled=${state.busy} @click=${more}>${t('bookings.more')}</button></p>` : nothing}`;
}

/** Whether the line below the page's header says already that there is no network. */
const isSaid = problem => problem.code === 'offline' && !navigator.onLine && keptTickets().length > 0;

const skeletons = () => html`<div class="card">${skeleton(3)}</div><div class="card">${skeleton(3)}</div>`;

const section = (name, items) => html`<section aria-labelledby="h-${name}"><h2 id="h-${name}">${t('bookings.' + name)}</h2><ul class="booking-list">${items}</ul></section>`;

const none = () => html`<div class="empty"><svg viewBox="0 0 96 64" width="120" height="80" aria-hidden="true"><path d="M6 8h84v16a8 8 0 0 0 0 16v16H6V40a8 8 0 0 0 0-16z"/><path d="M62 14v36" stroke-dasharray="4 5"/><path d="m34 20 3.700 7.600 8.300 1.200-6 5.900 1.400 8.300-7.400-3.900-7.400 3.900 1.400-8.300-6-5.900 8.300-1.200z"/></svg><h2>${t('bookings.none')}</h2><p>${t('bookings.none_hint', { device: device() })}</p>
  <p class="actions"><a class="button main big" href="/">${t('page.to_programme')}</a></p></div>`;

/** The tickets that this device keeps; nothing if it keeps none. */
function kept(text) {
  const tickets = keptTickets();
  return tickets.length === 0 ? nothing : html`<section aria-labelledby="h-kept"><h2 id="h-kept">${t('bookings.kept', { device: device() })}</h2>${tickets.every(k => isUsed(k.ticket)) ? nothing : html`<p class="small">${t(text)}</p>`}
    <ul class="booking-list">${tickets.map(k => booking(k.booking, t('bookings.kept_at', { time: dayAndTime(k.at) })))}</ul></section>`;
}

/** The address of a booking's page. */
const page = b => '/booking.html?booking_id=' + b.booking_id;

const hold = b => html`<article class="card hold">
  <h2>${t(b.waitlist_entry_id ? 'bookings.offer' : 'bookings.unpaid')} <count-down .until=${b.reservation_expires_at} @end=${() => setTimeout(load, 500)}></count-down></h2>
  <p><b>${b.show.title}</b> · <span class="numeric">${clockTime(b.show.starts_at, b.show.time_zone)}</span>, ${shortDay(b.show.starts_at, b.show.time_zone)} · ${t('bookings.seats', { seats: seatNames(b.show_seats) })} · <span class="numeric">${money(b.amount)}</span></p>
  <p class="actions"><a class="button main" href=${page(b)}>${t(secondsUntil(b.reservation_expires_at) > 0 ? 'bookings.pay' : 'bookings.look')}</a></p></article>`;

function when(show) {
  const time_zone = show.time_zone ?? show.cinema.time_zone;
  return html`<span class="when-block"><b class="numeric">${clockTime(show.starts_at, time_zone)}</b>
    <span>${nearDay({ ...show, time_zone }) || html`${weekday(show.starts_at, time_zone)}<br>${dayAndMonth(show.starts_at, time_zone)}`}</span></span>`;
}

const BADGES = { PAID: 'good', REFUND_FAILED: 'few' };

function badge(b) {
  if (b.status !== 'PAID') return 'is_' + b.status;
  return !isToCome(b) ? 'over' : isUsed(keptTicket(b.booking_id)?.ticket) ? 'admitted' : 'is_PAID';
}

const booking = (b, note = nothing) => html`<li class="card ${isToCome(b) ? 'coming' : 'gone'}">
  ${when(b.show)}
  <div><h3><a href=${page(b)}>${b.show.title}</a> ${rating(b.show.rating)}</h3>
    <p>${b.show.cinema} · ${b.show.hall}</p>
    <p><b>${t('bookings.seats', { seats: seatNames(b.show_seats) })}</b>${b.returned_seats.length ? html` <del class="dim">${seatNames(b.returned_seats)}</del>` : nothing}</p>
    <p class="small">${isCancelledShow(b) ? html`<span class="badge bad">${t('bookings.show_cancelled')}</span> ` : nothing}<span class="badge ${isToCome(b) || b.status !== 'PAID' ? BADGES[b.status] ?? '' : ''}">${t('bookings.' + badge(b))}</span> ${note}</p>
  </div></li>`;

const entry = e => html`<li class="card">${e.show ? when(e.show) : html`<span></span>`}
  <div><h3><a href="/waitlist.html?entry=${e.entry_id}">${e.show?.movie.title ?? t('bookings.waiting_entry')}</a></h3>
    ${e.show ? html`<p>${e.show.cinema.name} · ${e.show.hall}</p>` : nothing}
    <p class="small"><span class="badge ${e.status === 'OFFERED' ? 'few' : ''}">${t('bookings.entry_' + e.status, { position: e.position })}</span> ${t('bookings.party', { seats: e.seats })}</p></div></li>`;

start({ title: t('page.bookings'), view });
document.addEventListener('visibilitychange', () => document.hidden ? clearTimeout(timer) : load());
addEventListener('online', load);
await load();
keepOffline('customers');
