/** A show: its numbers, its hall, its sales, its blocks and its waitlist. */
import { call } from '/js/api.js';
import { clockTime, day, money, seatNames } from '/js/format.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { rating, skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { blockChosen, blocks } from '/desk/blocks.js';
import * as owed from '/desk/owed.js';
import { failed, may, problemNotice, sellable, status } from '/desk/pieces.js';
import { freeSeats, plan, total } from '/desk/plan.js';
import { poll } from '/desk/poll.js';
import { address, go, visit } from '/desk/router.js';
import * as sales from '/desk/sales.js';
import { tiles } from '/desk/shows.js';
import * as waiting from '/desk/waiting.js';

/** How many seats one block may have, and one sale. */
const MOST = 50, MOST_SOLD = 10;
/** A seat map is at most a second old. */
const MAP_AGE = 1200;
const state = { id: null, show: null, map: null, chosen: new Set(), problem: null, said: null, looked: null };

export const title = () => state.show ? state.show.title : t('desk.show.title');
const zone = () => state.map?.show.cinema.time_zone;
const running = () => state.show?.cancellation && !state.show.cancellation.finished_at;

/** Loads a show. */
export function open({ id }) {
  Object.assign(state, { id, show: null, map: null, chosen: new Set(), problem: null, said: null, looked: null });
  load();
}

async function load() {
  const here = visit();
  state.problem = null;
  draw();
  waiting.open(state.id);
  try {
    await look();
  } catch (problem) {
    if (here()) state.problem = problem;
    return draw();
  }
  if (here()) follow();
}

/** Keeps looking: often while the show is being cancelled. */
const follow = () => poll(running() ? 2 : 8, () => true, async () => {
  const was = running();
  await look();
  if (was !== running()) follow();
  if (was && !running()) {
    announce(t('desk.cancel.finished'));
    waiting.open(state.id);
  }
});

async function look() {
  const { id } = state;
  const [show, map] = await Promise.all([call('/manage/shows/' + encodeURIComponent(id)),
    call(`/shows/${encodeURIComponent(id)}/seats`).catch(problem => { if (problem.code === 'not_found') return null; throw problem })]);
  if (id !== state.id) return;
  Object.assign(state, { show, map });
  owed.look(show).then(draw);
  const free = map ? freeSeats(map) : new Set();
  const lost = [...state.chosen].filter(seat => !free.has(seat));
  lost.forEach(seat => state.chosen.delete(seat));
  if (lost.length) say('warning', t('desk.show.lost', { seats: seatNames(lost) }));
  draw();
}

function say(kind, text) {
  state.said = { kind, text };
  announce(text);
  draw();
}

/** What follows a change of the show: what was done is said, and the show is read again, now or later if that fails. */
async function changed(text) {
  const here = visit();
  state.chosen = new Set();
  say('success', text);
  await look().catch(() => {});
  if (!here()) return;
  if (state.show.cancellation) state.said = null;               // how far it is stands below
  follow();
  draw();
  setTimeout(() => look().catch(() => {}), MAP_AGE);
}

const blocked = () => new Set(state.show.blocks.flatMap(b => b.show_seats));

async function pressed(seat) {
  const { chosen } = state, here = visit();
  state.looked = null;
  if (blocked().has(seat.id)) return focusOn('blocks');
  if (seat.status === 'AVAILABLE') {
    if (chosen.delete(seat.id)) return draw();
    if (chosen.size >= MOST) return say('warning', t('desk.show.most', { n: MOST }));
    chosen.add(seat.id);
    return draw();
  }
  if (!may('support')) return say('info', t('desk.show.support_only'));
  try {
    const { bookings } = await call('/support/bookings?' + new URLSearchParams({ show_seat: seat.id }));
    if (!here()) return;
    if (bookings.length) go(address('booking', { id: bookings[0].booking_id }));
    else say('info', t('desk.find.none.show_seat'));
  } catch (problem) {
    state.looked = problem;
    draw();
  }
}

export function view() {
  const { show, map, problem, said } = state;
  if (problem) return problem.code === 'not_found' ? html`<p>${t('desk.show.none')}</p>` : failed(problem, load);
  if (!show) return skeleton(10);
  return html`
    <p class="head"><b class="large numeric">${clockTime(show.starts_at, zone())}</b> ${day(show.starts_at, zone())} ·
      ${map ? map.show.cinema.name + ', ' : ''}${show.hall}
      ${map ? html`· ${map.show.format} ${rating(map.show.movie.rating)}` : nothing} ${status('sales', show.sales)}</p>
    ${said ? notice(said.kind, said.text) : nothing}
    ${sales.progress(show)}
    ${show.cancellation ? nothing : tiles(show)}
    ${sales.actions(show, zone(), changed)}
    ${show.cancellation ? nothing : html`<h2>${t('desk.show.hall')}</h2>
      ${state.looked ? problemNotice(state.looked) : nothing}
      ${map ? html`<p class="small dim">${t(may('support') ? 'desk.show.how' : 'desk.show.how_manager')}</p>
        ${plan({ map, chosen: state.chosen, blocked: blocked(), onSeat: pressed, pressable: true })}`
        : html`<p>${t('desk.show.no_map')}</p>`}
      ${blocks(show, zone(), changed)}`}
    ${waiting.view(zone(), () => look().catch(() => {}))}
    ${state.chosen.size ? bar() : nothing}`;
}

/** The bar with the chosen free seats and what can be done with them. */
function bar() {
  const { chosen, map, show } = state, seats = [...chosen];
  return html`<div class="bar"><div class="wide">
    <span><b>${seatNames(seats)}</b><br><span class="small dim">${t('desk.show.chosen', { n: seats.length })} · ${money(total(map, chosen))}</span></span>
    <span class="line main-side"><button class="quiet" @click=${() => { state.chosen = new Set(); draw() }}>${t('desk.show.none_chosen')}</button>
      <button @click=${() => blockChosen(show, seats, changed)}>${t('desk.block.go')}</button>
      ${seats.length <= MOST_SOLD && sellable(show) ? html`<a class="button main" href=${address('sale', { show: show.show_id, seats: seats.join(',') })}>${
        t('desk.shows.sell')}</a>` : nothing}</span></div></div>
    <div class="has-bar"></div>`;
}
