/** The pieces of the seats page around the map. */
import { now, secondsUntil } from '/js/api.js';
import { countdown, dayAndTime, inLine, isoDate, money, seatNames } from '/js/format.js';
import { draw, html, nothing, notice } from '/js/page.js';
import { rating, skeleton } from '/js/parts.js';
import { allSeats, isFree, priceOfKind } from '/js/seat-map.js';
import { advice, amount } from '/js/seats-choice.js';
import { t } from '/js/text.js';

const KINDS = ['STANDARD', 'VIP', 'COUPLE', 'ACCESSIBLE'];
const MOST = 10;
const A_DAY = 86_400;

const filmPage = ({ movie, cinema, starts_at }) => '/film.html?' + new URLSearchParams({
  city: cinema.city_id, movie: movie.id, date: isoDate(starts_at, cinema.time_zone) });

/** Where a booking is paid and shown. */
export const bookingPage = id => '/booking.html?booking_id=' + encodeURIComponent(id);

/** What is shown where and when, and the way back to the film's other shows. */
export const heading = show => html`<header class="show">
  <a class="back" href=${filmPage(show)}>${t('seats.change_show')}</a>
  <h1>${show.movie.title} ${rating(show.movie.rating)}</h1>
  <p><b>${dayAndTime(show.starts_at, show.cinema.time_zone)}</b></p>
  <p class="dim">${inLine(show.cinema.name, show.hall, show.format)}</p>
  ${show.movie.rating === 'P' ? nothing : html`<p class="small">${t('rating.' + show.movie.rating)}</p>`}</header>`;

export const otherShows = show => html`<a class="button" href=${filmPage(show)}>${t('seats.other_shows')}</a>`;

/** The page while the map is on its way, about as large as what comes. */
export const loading = () => html`<div class="seats has-bar"><div class="side to-come"><h1 class="unseen">${t('seats.title')}</h1>${skeleton(5)}</div>
  <div class="hall-side"><div class="skeleton hall-to-come"></div></div></div>`;

/** How many seats, of which kind, and the best ones by one press. */
export function tools(state, { setParty, set, best }) {
  const { party, map } = state;
  const step = (by, label, sign) => html`<button type="button" class="step" aria-label=${label} aria-disabled=${party + by < 1 || party + by > MOST}
    @click=${() => party + by >= 1 && party + by <= MOST && setParty(party + by)}>${sign}</button>`;
  return html`<div class="tools-row">
      <div class="party" role="group" aria-label=${t('seats.party')}>${step(-1, t('seats.fewer'), '−')}<output>${t('seats.party_value', { n: party })}</output>${step(1, t('seats.more'), '+')}</div>
      ${isEnough(state) ? html`<button type="button" class="best" @click=${best}>${t('seats.best')}</button>` : nothing}
    </div>
    ${kinds(state, set)}
    ${freeSeats(state).length ? how(state) : nothing}`;
}

/** What a press on the map does: another thing while the seats are too small to hit, which the style sheet sees. */
const how = ({ party, accessible, map }) => html`<p class="small dim how"><span class="near">${t('seats.how', { n: party })}</span><span class="far">${
  t('seats.how_far', { n: party })}</span>${accessible && allSeats(map).some(seat => seat.category === 'ACCESSIBLE') ? html` <b>${t('seats.accessible_on')}</b>` : nothing}</p>`;

/** The kinds of seats with their prices: the legend, and what to look for. Wheelchair places are only for those who ask. */
function kinds({ map, kind, accessible }, set) {
  const prices = new Map();
  for (const { category, price } of allSeats(map)) prices.set(category, Math.min(price, prices.get(category) ?? Infinity));
  const pressed = k => k === 'ACCESSIBLE' ? accessible : kind === k;
  const toggle = k => set(k === 'ACCESSIBLE' ? { accessible: !accessible } : { kind: kind === k ? null : k });
  return html`<p id="kinds-title" class="small dim kinds-title">${t(prices.size > 1 ? 'seats.kinds' : 'seats.price')}</p>
    <div class="kinds" role="group" aria-labelledby="kinds-title">${KINDS.filter(k => prices.has(k)).map(k => html`
    <button type="button" aria-pressed=${pressed(k)} @click=${() => toggle(k)}><span class="seat-map sample" aria-hidden="true"><span class="seat ${k}"></span></span>
      <span>${t('seats.kind_' + k)}</span> <span class="numeric">${priceOfKind(k, prices.get(k))}</span></button>`)}</div>`;
}

/** Map or list. */
export const viewSwitch = (asList, show) => html`<div class="switch" role="group" aria-label=${t('seats.view')}>
  ${['map', 'list'].map(as => html`<button type="button" aria-pressed=${asList === (as === 'list')} @click=${() => show(as)}>${t('seats.' + as)}</button>`)}</div>`;

/** The free seats that the customer may choose. */
export const freeSeats = ({ map, accessible }) => allSeats(map).filter(seat => isFree(seat) && (accessible || seat.category !== 'ACCESSIBLE'));
const isEnough = state => freeSeats(state).length >= state.party && (!state.accessible || freeSeats(state).some(seat => seat.category === 'ACCESSIBLE'));

/** Offers the waitlist when there are too few seats for the party. */
export function waitlist(state, join) {
  if (isEnough(state) || state.holding) return nothing;
  const free = freeSeats(state).length, { party, map } = state;
  return html`<section class="card wait"><h2>${!free ? t(map.summary.available ? 'seats.only_accessible' : 'seats.sold_out') : free < party ? t('seats.few_left', { free, n: party }) : t('seats.no_accessible')}</h2>
    ${map.summary.held ? html`<p>${t('seats.held_hint', map.summary)}</p>` : nothing}
    <p>${t('seats.waitlist_hint')}</p>
    ${state.waitNote}
    <p class="actions"><button class="main" aria-disabled=${Boolean(state.busy)} @click=${join}>${t('seats.join', { n: party })}</button></p></section>`;
}

/** The bar at the bottom: what is chosen, what is wrong with it, and the next step. */
export function bar(state, { show, rule, hold, mend, askAccessible }) {
  const { chosen, busy, note, holding, isStale } = state;
  const hint = chosen.size && !note ? advice(state) : null;
  return html`<section class="bar" aria-label=${t('seats.hold')}><div class="wide">
    <div class="said">
      ${isStale ? notice('warning', t('seats.stale')) : note ? notice(note.kind, note.text, note.more) : nothing}
      ${rule ? notice('warning', rule.text, rule.rule === 'ACCESSIBLE' ? askAccessible() : html`<button @click=${mend}>${t('seats.fix')}</button>`)
        : hint ? html`<p class="small">${hint}</p>` : nothing}
    </div>
    ${holding ? html`<p class="sum sentence">${holdText(holding, show)}</p>
        <a id="hold" class="button main big" href=${bookingPage(holding.booking_id)}>${t('seats.to_booking')}</a>`
      : html`<p class="sum">${chosen.size ? html`<b>${seatNames([...chosen])}</b><span class="numeric"><span class="unseen">${t('seats.sum')}: </span>${money(amount(state))}</span>`
          : html`<span class="dim">${t('seats.none_chosen')}</span>`}</p>
        <button id="hold" class="main big" aria-disabled=${Boolean(busy || isStale || !chosen.size)} @click=${() => hold()}>${busy ?? t('seats.hold')}</button>`}
  </div></section>`;
}

/** Which seats the customer holds, in this show or another. */
export const holdText = ({ show_id, show, show_seats }, current) =>
  t(show_id === current ? 'seats.own_hold' : 'seats.other_hold', { seats: seatNames(show_seats), movie: show.title });

/** A show that is not on sale: why, and from when. */
export function salesState(show, refresh) {
  const state = show.sales.toLowerCase(), opens = show.sales_open_at && show.sales === 'NOT_OPEN';
  const left = opens ? secondsUntil(show.sales_open_at) : Infinity;
  if (left < A_DAY) tick(left, refresh);
  return html`${notice(state === 'cancelled' ? 'error' : 'info', html`<b>${t('seats.' + state)}</b>`, html`
      ${opens ? html`<p>${t('seats.opens_at', { time: dayAndTime(show.sales_open_at, show.cinema.time_zone) })}</p>` : nothing}
      ${left < A_DAY ? html`<p class="numeric">${left > 0 ? t('seats.opens_in', { left: left < 3600 ? countdown(left) : hours(left) }) : t('seats.opens_soon')}</p>` : nothing}
      ${state === 'not_open' ? nothing : html`<p>${t(`seats.${state}_hint`)}</p>`}`)}
    <p class="actions">${otherShows(show)}</p>`;
}

const hours = seconds => `${Math.floor(seconds / 3600)}:${countdown(seconds % 3600).padStart(5, '0')}`;

let ticking = null, isOver = false;

/** Counts down, and gets the map once at the end: the device's clock may be ahead. After that the page's usual looks are enough. */
function tick(left, refresh) {
  if (isOver && left <= 1) return;
  isOver = left <= 1;
  clearTimeout(ticking);
  ticking = setTimeout(isOver ? refresh : draw, isOver ? 1_500 : 1_000);
}
