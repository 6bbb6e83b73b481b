/** Finds bookings: by a show with a ticket's code or a seat, or by an id. */
import { call } from '/js/api.js';
import { user } from '/js/auth.js';
import { clockTime, money, seatNames, shortDay } from '/js/format.js';
import { draw, focusOn, html, nothing } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { code, failed, status } from '/desk/pieces.js';
import { address, go, place, stay } from '/desk/router.js';
import * as byShow from '/desk/by-show.js';

const ORDER = /^(bk[a-z2-7]{26}\.[1-9]\d*(-r\d+(-\d+)?)?|stray\.[a-z2-7]{26}(-r\d+(-\d+)?)?)$/;
const BOOKING = /^bk[a-z2-7]{26}$/;
/** An email address, a phone number or a name: bookings have none, and no id looks like it. */
const CONTACT = /@|^\+?[\d\s.()-]{9,}$|\S\s+\S/;

const fresh = () => ({ text: '', sought: null, bookings: null, cursor: null, problem: null, busy: false });
let state = fresh();

export const title = () => t('desk.find.title');

/** Shows what the address looks for, if anything. */
export function open(parameters) {
  const { q, as, show, what } = parameters;
  byShow.open(parameters);
  const sought = q !== undefined ? recognised(q, as) : show && what ? byShow.inShow(what, show) : null;
  if (!sought) state = fresh();
  else if (key(state.sought) !== key(sought) || !state.bookings) search(sought);
  state.text = q ?? '';
}

const key = sought => JSON.stringify(sought?.query);

/** What an id is: `{by, value, query}`, with the parameters of the API; null for what is found only in a show. `as` says that it is a customer's. */
function recognised(text, as) {
  const typed = text.trim(), id = typed.toLowerCase().replaceAll(/\s/g, '');
  if (as !== 'customer') {
    if (BOOKING.test(id)) return { by: 'booking_id', value: id, query: { booking_id: id } };
    if (ORDER.test(id)) return { by: 'order_id', value: id, query: { order_id: id } };
    if (byShow.inShow(typed, '')) return null;
    if (CONTACT.test(typed)) return { by: 'contact', value: typed };
  }
  return { by: 'customer', value: typed, query: { customer: typed } };
}

async function search(sought, more = false) {
  Object.assign(state, { sought, problem: null, busy: true, ...(!more && { bookings: null, cursor: null }) });
  draw();
  try {
    const query = new URLSearchParams({ ...sought.query, ...(more && { cursor: state.cursor }) });
    const found = sought.query ? await call('/support/bookings?' + query) : { bookings: [] };
    if (state.sought !== sought) return;
    state.bookings = more ? [...state.bookings, ...found.bookings] : found.bookings;
    state.cursor = found.next_cursor;
  } catch (problem) {
    if (state.sought !== sought) return;
    state.problem = problem;
  }
  state.busy = false;
  draw();
}

/** Searches, and opens the booking if there is one only. */
async function seek(sought) {
  await search(sought);
  if ((place().view ?? 'find') !== 'find' || state.sought !== sought) return;
  if (state.bookings?.length === 1) go(address('booking', { id: state.bookings[0].booking_id }));
  else focusOn('found');
}

function submit(event) {
  event.preventDefault();
  if (!state.text.trim() || state.busy) return focusOn('q');
  const { text } = state, sought = recognised(text);
  if (!sought) {
    state = fresh();
    return byShow.take(text);
  }
  stay(address('find', { q: text }));
  seek(sought);
}

function seekInShow(parameters) {
  state.text = '';
  stay(address('find', parameters));
  seek(byShow.inShow(parameters.what, parameters.show));
}

export function view() {
  return html`<div class="ways">${byShow.form(seekInShow)}
    <form class="find card" role="search" aria-labelledby="by-id" @submit=${submit}>
      <h2 id="by-id">${t('desk.find.by_id')}</h2>
      <label for="q">${t('desk.find.label')}</label>
      <div class="line"><input id="q" type="search" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="128" aria-describedby="q-hint"
        .value=${state.text} @input=${e => { state.text = e.target.value }}><button class="main">${t('desk.find.go')}</button></div>
      <p class="small dim" id="q-hint">${t('desk.find.hint')}</p>
      <p class="small dim">${t('desk.find.no_contact')}</p>
    </form></div>
    ${state.sought ? results() : recent()}`;
}

function results() {
  const { sought, bookings, problem } = state;
  return html`<h2 id="found" tabindex="-1">${t('desk.find.by.' + sought.by)} <code>${sought.value}</code></h2>
    ${problem ? failed(problem, () => search(sought))
      : !bookings ? skeleton(3)
      : !bookings.length ? html`<p>${t('desk.find.none.' + sought.by)}</p>`
      : html`<p class="dim">${t('desk.find.count', { n: bookings.length, more: Boolean(state.cursor) })}</p>${list(bookings)}
        ${state.cursor ? html`<div class="actions"><button aria-disabled=${state.busy} @click=${() => state.busy || search(sought, true)}>${
          t('desk.more')}</button></div>` : nothing}`}`;
}

/** Bookings as links to their pages. */
export const list = bookings => html`<ul class="hits">${bookings.map(b => html`<li><a class="card hit" href=${address('booking', { id: b.booking_id })}>
  <span><b>${b.show.title}</b> ${status('booking', b.status)}</span>
  <span>${shortDay(b.show.starts_at, b.show.time_zone)} ${clockTime(b.show.starts_at, b.show.time_zone)} · ${b.show.cinema}, ${b.show.hall}</span>
  <span><b>${seatNames(b.show_seats)}</b>${b.returned_seats?.length ? ` (${t('desk.booking.returned', { seats: seatNames(b.returned_seats) })})` : ''} ·
    <span class="numeric">${b.refunded_amount ? t('desk.find.paid_refunded', { amount: money(b.amount), refunded: money(b.refunded_amount) }) : money(b.amount)}</span></span>
  <span class="small dim">${t('desk.booked_on', { day: shortDay(b.created_at), time: clockTime(b.created_at) })} ${code(b.booking_id)}</span></a></li>`)}</ul>`;

/** Each user of this tab has a list of their own. */
const slot = () => 'desk:recent:' + user()?.name;
const kept = () => JSON.parse(sessionStorage.getItem(slot())) ?? [];

/** Remembers a booking that the user has opened, until this tab is closed. */
export function remember(booking) {
  const { booking_id, status, show, show_seats, returned_seats, amount, refunded_amount, created_at } = booking;
  sessionStorage.setItem(slot(), JSON.stringify([{ booking_id, status, show, show_seats, returned_seats, amount, refunded_amount, created_at },
    ...kept().filter(b => b.booking_id !== booking_id)].slice(0, 6)));
}

const recent = () => kept().length ? html`<h2>${t('desk.find.recent')}</h2>${list(kept())}` : nothing;
