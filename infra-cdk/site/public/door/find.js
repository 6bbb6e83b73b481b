/** The search in the loaded lists: by code, seat or booking. */
import { clockTime, bySeat, typedCode } from '/js/format.js';
import { draw, html, nothing } from '/js/page.js';
import { t } from '/js/text.js';
import { spoken } from '/door/answer.js';
import { listOf, seatsOf } from '/door/lists.js';
import { openShows, state } from '/door/state.js';
import { statusLine } from '/door/status.js';
import { tabs } from '/door/tabs.js';

const MOST = 40;

/** The screen of the search. */
export function findView() {
  const found = openShows().flatMap(show => (listOf(show.show_id)?.tickets ?? []).map(ticket => ({ show, ticket, seats: seatsOf(show.show_id, ticket) })))
    .filter(matches).sort((a, b) => a.show.starts_at.localeCompare(b.show.starts_at) || bySeat(a.seats[0].seat, b.seats[0].seat));
  const missing = openShows().filter(show => !listOf(show.show_id)).length;
  return html`<div class="gate-screen">
    <h1 id="title" tabindex="-1">${t('door.find_title')}</h1>
    ${statusLine()}
    <div class="field"><label for="find">${t('door.find')}</label>
      <input id="find" type="search" autocomplete="off" autocapitalize="characters" spellcheck="false" .value=${state.find} aria-describedby="find-hint"
        @input=${event => { state.find = event.target.value; draw() }}>
      <p id="find-hint" class="small dim">${t('door.find_hint')}</p></div>
    ${missing ? html`<p class="notice warning">${t('door.list_missing')}</p>` : nothing}
    <p role="status">${state.find.trim() ? t('door.found', { count: found.length }) : t('door.outside', { count: found.length })}</p>
    <ul class="rows">${found.slice(0, MOST).map(row)}</ul>
    ${found.length > MOST ? html`<p class="dim">${t('door.more', { count: found.length - MOST })}</p>` : nothing}
    ${tabs()}</div>`;
}

/** Without a text, those who are still to come. */
function matches({ ticket, seats }) {
  const text = state.find.trim();
  if (!text) return seats.some(seat => !seat.admitted_at);
  const upper = text.toUpperCase(), code = typedCode(text);
  return seats.some(seat => seat.seat === upper) || ticket.code.startsWith(code) || isBooking(ticket);
}

const isBooking = ticket => state.find.trim().length > 4 && ticket.booking_id.includes(state.find.trim().toLowerCase());

function row({ show, ticket, seats }) {
  const free = seats.filter(seat => !seat.admitted_at);
  return html`<li class="row found">
    <div><p><b class="seat-names">${seats.map(seat => seat.seat).join(', ')}</b> <span class="code numeric">${spoken(ticket.code)}</span></p>
      ${openShows().length > 1 ? html`<p class="small dim">${clockTime(show.starts_at)} ${show.hall}</p>` : nothing}
      ${isBooking(ticket) ? html`<p class="small dim">${ticket.booking_id}</p>` : nothing}
      ${seats.filter(seat => seat.admitted_at).map(seat => html`<p class="small">${t('door.seat_inside_short', { seat: seat.seat, time: clockTime(seat.admitted_at) })}</p>`)}</div>
    ${free.length ? html`<button type="button" class="main" aria-label=${t('door.admit_seats', { seats: free.map(seat => seat.seat).join(', ') })} @click=${() => admit(show, ticket)}>${t('door.admit')}</button>`
      : html`<span class="badge good">${t('door.all_inside')}</span>`}</li>`;
}

function admit(show, ticket) {
  state.choosing = { input: { code: ticket.code }, reading: {
    trust: 'genuine', show: show.show_id, booking: ticket.booking_id, epoch: ticket.epoch, seats: ticket.seats.map(seat => seat.seat) } };
  draw();
}
