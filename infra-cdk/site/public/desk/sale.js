/** Sells seats at the counter for cash, and prints the tickets. */
import { call, now } from '/js/api.js';
import { bySeat, clockTime, day, isoDate, money, seatNames } from '/js/format.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { rating, skeleton } from '/js/parts.js';
import { allSeats } from '/js/seat-map.js';
import { t } from '/js/text.js';
import { ask } from '/desk/dialog.js';
import { cinemas, cinemaSelect, daySelect, failed, may, ownCinema, problemNotice, sellable, spaced, status } from '/desk/pieces.js';
import { freeSeats, plan, prices, total } from '/desk/plan.js';
import { poll } from '/desk/poll.js';
import { address, go, stay, visit } from '/desk/router.js';
import { loadPicture, printTicket, slip } from '/desk/slip.js';
import { isUnanswered, maybeSold, outcome, putAside, sellOnce, unanswered } from '/desk/unanswered.js';

const MOST = 10;
/** `managed` is the show as managers see it, with its blocks; null as long as it is not read. */
const state = { cities: null, cinema: null, date: null, shows: null, id: null, map: null, managed: null, chosen: new Set(), sold: null, given: 0, problem: null, said: null, asking: false };

export const title = () => t('desk.tab.sale');

/** Starts a sale: of a show if the address names one, with the seats that it names; else of a day's show. */
export function open({ show, seats, date }) {
  Object.assign(state, { date: date ?? isoDate(now()), id: show ?? null, map: null, managed: null, chosen: new Set(seats?.split(',')), sold: null, problem: null, said: null });
  return show ? load() : loadShows();
}

async function loadShows() {
  const here = visit();
  Object.assign(state, { shows: null, problem: null });
  draw();
  try {
    state.cities ??= await cinemas();
    state.cinema ??= ownCinema(state.cities).id;
    const { cinema, date } = state;
    const { shows } = await call(`/manage/shows?cinema_id=${encodeURIComponent(cinema)}&date=${encodeURIComponent(date)}`);
    if (cinema === state.cinema && date === state.date) state.shows = shows.filter(sellable);
  } catch (problem) {
    if (!here()) return;
    state.problem = problem;
  }
  draw();
}

async function load() {
  const here = visit();
  state.problem = null;
  draw();
  try {
    await look();
    if (here()) poll(3, () => !state.sold, look);
  } catch (problem) {
    if (!here()) return;
    state.problem = problem;
    draw();
  }
}

async function look() {
  const { id, map: before } = state;
  const [map] = await Promise.all([call(`/shows/${encodeURIComponent(id)}/seats`), before ?? lookBehind()]);
  if (id !== state.id || state.sold) return;
  state.map = map;
  if (before && taken(before) !== taken(map)) lookBehind().then(draw);
  const free = freeSeats(map), own = maybeSold();
  lose([...state.chosen].filter(seat => !free.has(seat) && !own.has(seat)));
  draw();
}

/** The seats that are blocked or sold, and whether the show is on sale. */
const taken = map => [map.show.sales, ...allSeats(map).filter(seat => seat.status === 'BOOKED').map(seat => seat.id)].join();

/** Reads the show's blocks and why its sales are closed; without them, seats can be sold all the same. */
async function lookBehind() {
  const { id } = state, managed = await call('/manage/shows/' + encodeURIComponent(id)).catch(() => null);
  if (managed && id === state.id) state.managed = managed;
}

const blocked = () => new Set(state.managed?.blocks.flatMap(block => block.show_seats));

/** Takes seats out of the choice that somebody else has. */
function lose(seats) {
  if (!seats.length) return;
  seats.forEach(seat => state.chosen.delete(seat));
  say('warning', t('desk.show.lost', { seats: seatNames(seats) }));
}

function say(kind, text, more = nothing) {
  state.said = { kind, text, more };
  announce(text);
}

function pressed(seat) {
  const { chosen } = state;
  state.said = null;
  if (seat.status !== 'AVAILABLE') say('info', t(blocked().has(seat.id) ? 'desk.sale.blocked' : 'desk.sale.taken', { seat: seatNames([seat.id]) }));
  else if (!chosen.delete(seat.id)) chosen.size < MOST ? chosen.add(seat.id) : say('warning', t('desk.show.most', { n: MOST }));
  draw();
}

export function view() {
  const { sold, id, map, problem } = state;
  if (sold) return result(sold);
  return html`${unanswered().map(unsettled)}${said()}${problem ? failed(problem, id ? load : loadShows) : !id ? choice() : !map ? skeleton(10) : hall(map)}`;
}

/** A sale that got no answer, and how to learn what became of it. */
const unsettled = sale => notice('warning', t('desk.sale.unanswered', named(sale)), html`<div class="actions">
  <button aria-disabled=${state.asking} @click=${() => state.asking || settle(sale)}>${t(state.asking ? 'desk.working' : 'desk.sale.check')}</button>
  <button class="quiet" @click=${() => askAside(sale)}>${t('desk.sale.aside')}</button></div>`);

const named = ({ show, body }) => ({ show: `${clockTime(show.starts_at, show.time_zone)} ${show.title}`, seats: seatNames(body.show_seats), amount: money(body.expected_amount) });

/** Asks what became of a sale: its ticket is shown, or that nothing was sold. */
async function settle(sale) {
  const here = visit();
  Object.assign(state, { asking: true, said: null });
  draw();
  try {
    const booking = await outcome(sale);
    if (!here()) go(address('sale'));                                                   // it is known now, and not told twice
    if (booking) sold(booking);
    else say('warning', t('desk.sale.not_made', named(sale)), html`<a href=${again(sale)}>${t('desk.sale.again')}</a>`);
  } catch (problem) {
    state.said = { problem };
  }
  state.asking = false;
  draw();
  if (state.said) focusOn('said');
}

const again = ({ show, body }) => address('sale', { show: show.id, seats: body.show_seats.join(',') });

const askAside = sale => ask({
  title: t('desk.sale.aside_ask'), danger: true,
  body: () => html`<p>${t('desk.sale.aside_which', named(sale))}</p>
    <p>${t('desk.sale.aside_check', named(sale))} <a href=${address('show', { id: sale.show.id })}>${t('desk.sale.aside_hall')}</a></p>`,
  confirm: () => t('desk.sale.aside_now'),
  act: async () => putAside(sale),
  done: () => t('desk.sale.aside_done', named(sale)),
  after: text => { say('info', text); draw() },
});

const said = () => !state.said ? nothing : html`<div id="said" tabindex="-1">${state.said.problem ? problemNotice(state.said.problem)
  : notice(state.said.kind, state.said.text, state.said.more)}</div>`;

function hall(map) {
  const { show } = map, zone = show.cinema.time_zone;
  return html`<h2>${show.movie.title} ${rating(show.movie.rating)}</h2>
    <p class="head"><b class="large numeric">${clockTime(show.starts_at, zone)}</b> ${day(show.starts_at, zone)} ·
      ${show.cinema.name}, ${show.hall} · ${show.format} ${status('sales', show.sales)} <a href=${address('sale', { date: isoDate(show.starts_at, zone) })}>${t('desk.sale.other')}</a></p>
    ${['ENDED', 'CANCELLED'].includes(show.sales) ? notice('warning', t('desk.sale.over.' + show.sales)) : html`
      ${closedNotice(show)}
      <p class="small dim">${t('desk.sale.how')}</p>
      ${prices(map)}
      ${plan({ map, chosen: state.chosen, blocked: blocked(), onSeat: pressed })}<div class="has-bar"></div>${bar()}`}`;
}

/** Says that customers cannot buy seats of a show, and why, before a seat of it is sold at the counter. */
function closedNotice(show) {
  if (show.sales !== 'CLOSED') return nothing;
  const reason = state.managed?.sales_reason;
  return notice('warning', reason ? t('desk.sale.closed_why', { reason }) : t('desk.sale.closed'));
}

const choice = () => html`<div class="desk-choices">${cinemaSelect(state.cities, state.cinema, cinema => { state.cinema = cinema; loadShows() })}
    ${daySelect(state.date, date => { stay(address('sale', { date })); state.date = date; loadShows() })}</div>
  <h2>${state.date === isoDate(now()) ? t('desk.sale.today') : t('desk.sale.on_day', { day: day(state.date + 'T12:00:00Z', 'UTC') })}</h2>
  ${!state.shows ? skeleton(5) : !state.shows.length ? html`<p class="empty">${t('desk.sale.no_show')}</p>`
    : html`<ul class="cards">${state.shows.map(s => html`<li><a class="card hit" href=${address('sale', { show: s.show_id })}>
      <span><b class="large numeric">${clockTime(s.starts_at)}</b> ${s.hall}</span><b>${s.title}</b>
      <span>${t('desk.sale.free', { n: s.free, of: s.capacity })} ${s.sales === 'OPEN' ? nothing : status('sales', s.sales)}</span></a></li>`)}</ul>`}`;

function bar() {
  const seats = [...state.chosen], amount = money(total(state.map, state.chosen));
  return html`<div class="bar"><div class="wide">
    <span>${seats.length ? html`<b>${seatNames(seats)}</b><br><span class="numeric">${amount}</span>` : t('desk.sale.none')}</span>
    <button class="main big" aria-disabled=${!seats.length} @click=${() => seats.length && sell(seats)}>${
      seats.length ? t('desk.sale.take', { amount }) : t('desk.sale.take_none')}</button></div></div>`;
}

/** The amount in a text such as `200.000` or `200`, which means thousands; NaN if it is none. */
function cash(text) {
  const amount = Number(text.replaceAll(/[^\d]/g, '') || NaN);
  return amount < 1000 ? amount * 1000 : amount;
}

/** The cash that a customer gives, as it was understood, and the change or what is missing; nothing for no amount. */
const changeOf = (given, amount) => !given ? nothing : html`${t('desk.sale.given_was', { amount: money(given) })} · ${given >= amount ? html`${t('desk.sale.change')} <b>${money(given - amount)}</b>`
  : html`<span class="error">${t('desk.sale.too_little', { amount: money(amount - given) })}</span>`}`;

function sell(seats) {
  const { show } = state.map;
  confirm({
    show: { id: state.id, title: show.movie.title, starts_at: show.starts_at, time_zone: show.cinema.time_zone },
    path: `/manage/shows/${encodeURIComponent(state.id)}/sales`,
    body: { show_seats: seats.sort(bySeat), expected_amount: total(state.map, state.chosen) },      // sorted: a repeat is the same request
  });
}

/** Asks for the cash and sells, or repeats a sale without an answer. */
function confirm(sale) {
  const { show_seats: seats } = sale.body, amount = () => sale.body.expected_amount;
  let unsure = isUnanswered(sale), booking = null, received = 0;
  ask({
    title: t('desk.sale.ask', { seats: seatNames(seats) }),
    body: ({ given = '' }) => html`${sale.show.id === state.id && state.map ? closedNotice(state.map.show) : nothing}<p class="sum numeric">${money(amount())}</p>
      <p class="change numeric" role="status">${changeOf(cash(given), amount())}</p>
      ${unsure ? notice('warning', t('desk.sale.unsure')) : nothing}`,
    fields: () => [{ name: 'given', kind: 'amount', label: t('desk.sale.given'), hint: t('desk.sale.given_hint'),
      check: given => cash(given) < amount() ? t('desk.sale.too_little', { amount: money(amount() - cash(given)) }) : null }],
    confirm: () => t('desk.sale.taken_cash', { amount: money(amount()) }),
    act: async ({ given = '' }) => {
      received = cash(given) || 0;
      try {
        booking = await sellOnce(sale);
      } catch (problem) {
        unsure = isUnanswered(sale);
        if (problem.code === 'price_changed') sale = { ...sale, body: { ...sale.body, expected_amount: problem.amount } };
        if (state.id === sale.show.id) refused(problem);
        throw problem;
      }
    },
    done: () => t('desk.sale.done'),
    after: () => sold(booking, received),
    late: () => { go(address('sale', { show: booking.show_id })); sold(booking, received) },          // its ticket is not to be lost
  });
}

/** Looks at the show again if that is why a sale was refused. */
function refused({ code, unavailable }) {
  if (code === 'seat_unavailable') lose(unavailable);
  if (['price_changed', 'seat_unavailable'].includes(code)) look().catch(() => {});
}

/** Shows the ticket of a sale, for which a customer has given this much cash, if that is known. */
function sold(booking, given = 0) {
  Object.assign(state, { sold: booking, given, chosen: new Set(), said: null });
  draw();
  if (booking.ticket) loadPicture(booking);
  announce(t('desk.sale.done'));
  focusOn('sold');
}

/** A sale that was just made, or made before by a request whose answer was lost; its seats may have been returned since. */
const result = booking => booking.ticket ? html`<section class="sold">
  <h2 id="sold" tabindex="-1">${t('desk.sale.done')}</h2>
  ${state.given ? html`<p class="change numeric">${changeOf(state.given, booking.amount)}</p>` : nothing}
  <div class="actions"><button class="main big" @click=${() => printTicket(booking)}>${t('desk.print')}</button>
    <a class="button big" href=${address('sale', { show: booking.show_id })}>${t('desk.sale.next')}</a></div>
  <p>${may('support') ? html`${t('desk.sale.wrong')} <a href=${address('booking', { id: booking.booking_id })}>${t('desk.sale.wrong_open')}</a>`
    : t('desk.sale.wrong_call', { code: spaced(booking.ticket.code) })}</p>
  <div class="print">${slip(booking)}</div></section>`
  : html`<h2 id="sold" tabindex="-1">${seatNames(booking.returned_seats)} ${status('booking', booking.status)}</h2>
  <a class="button big" href=${address('sale', { show: booking.show_id })}>${t('desk.sale.next')}</a>`;
