/** Finds bookings by whatever the customer has: one box, which recognises what is typed. */
import { call } from '/js/api.js';
import { user } from '/js/auth.js';
import { clockTime, money, seatNames, shortDay, typedCode } from '/js/format.js';
import { draw, focusOn, html, nothing } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { code, failed, status } from '/desk/pieces.js';
import { address, go, place, stay } from '/desk/router.js';
import * as byCode from '/desk/by-code.js';

const ORDER = /^(bk[a-z2-7]{26}\.[1-9]\d*(-r\d+(-\d+)?)?|stray\.[a-z2-7]{26}(-r\d+(-\d+)?)?)$/;
const BOOKING = /^bk[a-z2-7]{26}$/;
const SEAT = /^[a-z0-9]{1,32}\.([A-ZĐ]{1,3}[1-9]\d{0,2}|\d{1,2}-[1-9]\d{0,2})$/;
const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;

const state = { text: '', sought: null, bookings: null, cursor: null, problem: null, busy: false };

export const title = () => t('desk.find.title');

/** Shows what the address looks for, if anything. */
export function open({ q, as }) {
  if (q === undefined) return Object.assign(state, { text: '', sought: null, bookings: null, cursor: null, problem: null });
  state.text = q;
  if (state.sought?.as !== as || state.sought?.text !== q || !state.bookings) search(recognised(q, as));
}

/** What a text is: `{by, value}`; `by` is a query parameter of the API. `as` decides where a text may be a code or a customer. */
function recognised(text, as) {
  const typed = text.trim(), lower = typed.toLowerCase().replaceAll(/\s/g, '');
  const compact = typedCode(typed);
  const [show, seat] = typed.replaceAll(/\s/g, '').split('.');
  const shownSeat = show.toLowerCase() + '.' + (seat ?? '').toUpperCase();
  if (BOOKING.test(lower)) return { text, as, by: 'booking_id', value: lower };
  if (ORDER.test(lower)) return { text, as, by: 'order_id', value: lower };
  if (SEAT.test(shownSeat)) return { text, as, by: 'show_seat', value: shownSeat };
  if (CODE.test(compact) && as !== 'customer') return { text, as, by: 'code', value: compact };
  return { text, as, by: 'customer', value: typed };
}

async function search(sought, more = false) {
  Object.assign(state, { sought, problem: null, busy: true, ...(!more && { bookings: null }) });
  if (sought.by === 'code') {
    state.busy = false;
    byCode.open(sought.value);
    return draw();
  }
  draw();
  try {
    const query = new URLSearchParams({ [sought.by]: sought.value, ...(more && { cursor: state.cursor }) });
    const found = await call('/support/bookings?' + query);
    if (state.sought !== sought) return;
    state.bookings = more ? [...state.bookings, ...found.bookings] : found.bookings;
    state.cursor = found.next_cursor;
  } catch (problem) {
    state.problem = problem;
  }
  state.busy = false;
  draw();
}

async function submit(event) {
  event.preventDefault();
  if (!state.text.trim() || state.busy) return focusOn('q');
  const sought = recognised(state.text);
  stay(address('find', { q: state.text }));
  await search(sought);
  if (place().view && place().view !== 'find') return;
  if (sought.by !== 'code' && state.bookings?.length === 1) go(address('booking', { id: state.bookings[0].booking_id }));
  else focusOn('found');
}

export function view() {
  return html`
    <form class="find" role="search" @submit=${submit}>
      <label for="q">${t('desk.find.label')}</label>
      <div class="line"><input id="q" type="search" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="128" aria-describedby="q-hint"
        .value=${state.text} @input=${e => { state.text = e.target.value }}><button class="main">${t('desk.find.go')}</button></div>
      <p class="small dim" id="q-hint">${t('desk.find.hint')}</p>
    </form>
    ${state.sought ? results() : recent()}`;
}

function results() {
  const { sought, bookings, problem } = state;
  return html`<h2 id="found" tabindex="-1">${t('desk.find.by.' + sought.by)} <code>${sought.value}</code></h2>
    ${sought.by === 'code' ? html`${byCode.view()}
        <p class="small">${t('desk.find.or_customer')} <a href=${address('find', { q: sought.text, as: 'customer' })}>${t('desk.find.as_customer')}</a></p>`
      : problem ? failed(problem, () => search(sought))
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
  <span><b>${seatNames(b.show_seats)}</b> · <span class="numeric">${money(b.amount)}</span></span>
  <span class="small dim">${t('desk.booked_on', { day: shortDay(b.created_at), time: clockTime(b.created_at) })} ${code(b.booking_id)}</span></a></li>`)}</ul>`;

/** Each user of this tab has a list of their own. */
const slot = () => 'desk:recent:' + user()?.name;
const kept = () => JSON.parse(sessionStorage.getItem(slot())) ?? [];

/** Remembers a booking that the user has opened, until this tab is closed. */
export function remember(booking) {
  const { booking_id, status, show, show_seats, amount, created_at } = booking;
  sessionStorage.setItem(slot(), JSON.stringify([{ booking_id, status, show, show_seats, amount, created_at },
    ...kept().filter(b => b.booking_id !== booking_id)].slice(0, 6)));
}

const recent = () => kept().length ? html`<h2>${t('desk.find.recent')}</h2>${list(kept())}` : nothing;
