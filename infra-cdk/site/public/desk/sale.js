/** Sells seats at the counter for cash, and prints the tickets. */
import { call, callOnce, now } from '/js/api.js';
import { clockTime, day, isoDate, money, seatNames } from '/js/format.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { rating, skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { ask } from '/desk/dialog.js';
import { cinemas, cinemaSelect, failed, ownCinema, sellable, status } from '/desk/pieces.js';
import { freeSeats, plan, prices, total } from '/desk/plan.js';
import { poll } from '/desk/poll.js';
import { address } from '/desk/router.js';
import { loadPicture, printTicket, slip } from '/desk/slip.js';

const MOST = 10;
const state = { cities: null, cinema: null, shows: null, id: null, map: null, chosen: new Set(), sold: null, problem: null, said: null, amount: null,
  /** Whether a sale got no answer, so that it may have been made; it can be repeated with the same seats. */
  unsure: false };

export const title = () => t('desk.tab.sale');

/** Starts a sale: of a show if the address names one, with the seats that it names. */
export function open({ show, seats }) {
  Object.assign(state, { id: show ?? null, map: null, chosen: new Set(seats?.split(',')), sold: null, problem: null, said: null, unsure: false });
  return show ? load() : loadShows();
}

async function loadShows() {
  Object.assign(state, { shows: null, problem: null });
  draw();
  try {
    state.cities ??= await cinemas();
    state.cinema ??= ownCinema(state.cities).id;
    const { cinema } = state;
    const { shows } = await call(`/manage/shows?cinema_id=${encodeURIComponent(cinema)}&date=${isoDate(now())}`);
    if (cinema === state.cinema) state.shows = shows.filter(sellable);
  } catch (problem) {
    state.problem = problem;
  }
  draw();
}

async function load() {
  state.problem = null;
  draw();
  try {
    await look();
    poll(3, () => !state.sold, look);
  } catch (problem) {
    state.problem = problem;
    draw();
  }
}

async function look() {
  const { id } = state;
  const map = await call(`/shows/${encodeURIComponent(id)}/seats`);
  if (id !== state.id || state.sold) return;
  state.map = map;
  const free = freeSeats(map);
  lose([...state.chosen].filter(seat => !free.has(seat)));
  draw();
}

/** Takes seats out of the choice that somebody else has. */
function lose(seats) {
  if (!seats.length || state.unsure) return;
  seats.forEach(seat => state.chosen.delete(seat));
  say('warning', t('desk.show.lost', { seats: seatNames(seats) }));
}

function say(kind, text) {
  state.said = { kind, text };
  announce(text);
}

function pressed(seat) {
  const { chosen } = state;
  state.said = null;
  if (seat.status !== 'AVAILABLE') say('info', t('desk.sale.taken', { seat: seatNames([seat.id]) }));
  else if (!chosen.delete(seat.id)) chosen.size < MOST ? chosen.add(seat.id) : say('warning', t('desk.show.most', { n: MOST }));
  draw();
}

export function view() {
  const { sold, id, map, problem, said } = state;
  if (sold) return result(sold);
  if (problem) return failed(problem, id ? load : loadShows);
  if (!id) return choice();
  if (!map) return skeleton(10);
  const { show } = map, zone = show.cinema.time_zone;
  return html`<h2>${show.movie.title} ${rating(show.movie.rating)}</h2>
    <p class="head"><b class="large numeric">${clockTime(show.starts_at, zone)}</b> ${day(show.starts_at, zone)} ·
      ${show.cinema.name}, ${show.hall} · ${show.format} ${status('sales', show.sales)} <a href=${address('sale')}>${t('desk.sale.other')}</a></p>
    ${said ? notice(said.kind, said.text) : nothing}
    ${['ENDED', 'CANCELLED'].includes(show.sales) ? notice('warning', t('desk.sale.over.' + show.sales)) : html`
      <p class="small dim">${t('desk.sale.how')}</p>
      ${prices(map)}
      ${plan({ map, chosen: state.chosen, onSeat: pressed })}<div class="has-bar"></div>${bar()}`}`;
}

const choice = () => html`<div class="desk-choices">${cinemaSelect(state.cities, state.cinema, cinema => { state.cinema = cinema; loadShows() })}</div>
  <h2>${t('desk.sale.today')}</h2>
  ${!state.shows ? skeleton(5) : !state.shows.length ? html`<p class="empty">${t('desk.sale.no_show')} <a href=${address('shows')}>${t('desk.tab.shows')}</a></p>`
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

function sell(seats) {
  state.amount = total(state.map, state.chosen);
  ask({
    title: t('desk.sale.ask', { seats: seatNames(seats) }),
    body: ({ given = '' }) => html`<p class="sum numeric">${money(state.amount)}</p>
      <p class="change numeric" role="status">${cash(given) >= state.amount ? html`${t('desk.sale.change')} <b>${money(cash(given) - state.amount)}</b>` : nothing}</p>
      ${state.unsure ? notice('warning', t('desk.sale.unsure')) : nothing}`,
    fields: () => [{ name: 'given', kind: 'amount', label: t('desk.sale.given'), hint: t('desk.sale.given_hint'),
      check: given => cash(given) < state.amount ? t('desk.sale.too_little', { amount: money(state.amount - cash(given)) }) : null }],
    confirm: () => t('desk.sale.taken_cash', { amount: money(state.amount) }),
    act: async () => {
      try {
        state.sold = await callOnce(`/manage/shows/${state.id}/sales`, { show_seats: seats, expected_amount: state.amount });
        loadPicture(state.sold);
      } catch (problem) {
        state.unsure = problem.code === 'offline' || problem.status >= 500;
        if (problem.code === 'price_changed') state.amount = problem.amount;
        if (problem.code === 'seat_unavailable') lose(problem.unavailable);
        if (['price_changed', 'seat_unavailable'].includes(problem.code)) look().catch(() => {});
        throw problem;
      }
    },
    after: () => { announce(t('desk.sale.done')); focusOn('sold') },
  });
}

const result = booking => html`<section class="sold">
  <h2 id="sold" tabindex="-1">${t('desk.sale.done')}</h2>
  <div class="actions"><button class="main big" @click=${() => printTicket(booking)}>${t('desk.print')}</button>
    <a class="button big" href=${address('sale', { show: booking.show_id })}>${t('desk.sale.next')}</a></div>
  <div class="print">${slip(booking)}</div></section>`;
