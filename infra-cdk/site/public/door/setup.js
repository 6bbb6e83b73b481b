/** The start: which cinema, and which shows this door admits to. */
import { call, now, problemText } from '/js/api.js';
import { byName, clockTime, day } from '/js/format.js';
import { draw, focusOn, html, nothing, notice } from '/js/page.js';
import { rating, skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { endOfShift } from '/door/device.js';
import { admittedTo, refresh } from '/door/lists.js';
import { wakeSound } from '/door/signals.js';
import { choose, openShows, signedOut, state } from '/door/state.js';
import { statusLine } from '/door/status.js';

/** Loads the cities, and the cinemas of the chosen one. */
export async function loadCinemas() {
  if (state.cinema && !state.changing) return;
  try {
    state.cities ??= (await call('/cities')).cities.sort((a, b) => byName(a.name, b.name));
    state.city ??= localStorage.getItem('city');
    if (!state.cities.some(city => city.id === state.city)) state.city = state.cities.length === 1 ? state.cities[0].id : null;
    state.cinemas = state.city && (await call(`/cities/${state.city}/cinemas`)).cinemas.sort((a, b) => byName(a.name, b.name));
    state.cinemaProblem = null;
  } catch (problem) {
    state.cinemaProblem = problem;
  }
  draw();
}

function changeCity(city) {
  choose({ city });
  reload();
}

function reload() {
  Object.assign(state, { cinemas: null, changing: true });
  draw();
  return loadCinemas();
}

function changeCinema(id) {
  const { name } = state.cinemas.find(cinema => cinema.id === id);
  choose({ cinema: id, cinemaName: name, shows: null, open: [] });
  state.changing = false;
  draw();
  focusOn('title');
  refresh();
}

/** The screen of the start. */
export function setupView() {
  return html`<div class="setup ${state.open.length ? 'has-bar' : ''}">
    <h1 id="title" tabindex="-1">${t('door.title')}</h1>
    ${state.cinema && !state.changing ? place() : cinemaForm()}
    ${state.cinema && !state.changing ? [statusLine(), shows(), device()] : nothing}
    ${openShows().length ? html`<div class="bar"><div class="wide">
      <span>${t('door.chosen', { count: openShows().length })}</span>
      <a class="button main big" href="#scan" @click=${wakeSound}>${t('door.start')}</a></div></div>` : nothing}</div>`;
}

const place = () => html`<div class="place">
  <p><b>${state.cinemaName}</b></p>
  <button type="button" @click=${reload}>${t('door.change_cinema')}</button></div>`;

const device = () => html`<section class="device"><h2>${t('door.this_device')}</h2>
  <label class="door-name">${t('door.name')}
    <input maxlength="20" autocomplete="off" placeholder=${t('door.name_example')} .value=${state.doorName} aria-describedby="door-name-hint"
      @change=${event => { choose({ doorName: event.target.value.trim() }); draw() }}></label>
  <p id="door-name-hint" class="small dim">${t('door.name_hint')}</p>
  ${signedOut() ? html`<button type="button" @click=${endShift}>${t('door.end_shift')}</button>` : nothing}</section>`;

/** Without a session there is nothing to sign out of, but others must not go on as this usher. */
function endShift() {
  endOfShift();
  location.reload();
}

function cinemaForm() {
  if (state.cinemaProblem) return notice('error', problemText(state.cinemaProblem), html`<button @click=${reload}>${t('page.retry')}</button>`);
  if (!state.cities) return skeleton(4);
  return html`<div class="field"><label for="city">${t('door.city')}</label>
      <select id="city" @change=${event => changeCity(event.target.value)}>
        ${state.city ? nothing : html`<option value="" selected disabled>${t('door.choose_city')}</option>`}${state.cities.map(city =>
        html`<option value=${city.id} ?selected=${city.id === state.city}>${city.name}</option>`)}</select></div>
    ${!state.city ? nothing : html`<h2>${t('door.which_cinema')}</h2>
    ${!state.cinemas?.length ? skeleton(3) : html`<ul class="rows">${state.cinemas.map(cinema => html`<li>
      <button type="button" class="row" @click=${() => changeCinema(cinema.id)}><b>${cinema.name}</b><span class="dim">${cinema.address}</span></button></li>`)}</ul>`}`}`;
}

function shows() {
  const failed = state.problem && state.problem.code !== 'signed_out' && notice(state.shows ? 'warning' : 'error', state.problem.code === 'not_found' ? t('door.no_cinema') : problemText(state.problem), html`<button @click=${refresh}>${t('page.retry')}</button>`);
  if (!state.shows) return failed || (signedOut() ? nothing : skeleton(5));
  return html`${failed || nothing}
    <h2>${t('door.which_shows')}</h2>
    ${!state.shows.length ? html`<p>${t('door.no_shows')}</p>` : html`<p class="small dim">${t('door.which_shows_hint')}</p>${
      [...new Set(state.shows.map(dayOf))].map(name => html`<h3>${name}</h3>${rows(state.shows.filter(show => dayOf(show) === name))}`)}`}`;
}

const dayOf = show => day(show.starts_at, show.time_zone);

const rows = shows => html`<ul class="rows">${shows.map(show => html`<li><button type="button" class="row show" aria-pressed=${state.open.includes(show.show_id)} @click=${() => toggle(show)}>
      <b class="time numeric">${clockTime(show.starts_at, show.time_zone)}</b>
      <span class="what"><b>${show.hall}</b><span>${show.title} ${rating(show.rating)}</span><span class="small facts"><span class=${stateClass(show)}>${stateText(show)}</span><span class="dim numeric">${t('door.inside_of', { inside: admittedTo(show), sold: show.sold })}</span></span></span>
      <span class="tick" aria-hidden="true"></span></button></li>`)}</ul>`;

function toggle({ show_id }) {
  choose({ open: state.open.includes(show_id) ? state.open.filter(id => id !== show_id) : [...state.open, show_id] });
  draw();
  refresh();
}

const isOpen = show => new Date(show.doors_open_at) <= now();
const stateClass = show => show.sales === 'CANCELLED' ? 'red' : isOpen(show) ? 'green' : 'dim';

function stateText(show) {
  if (show.sales === 'CANCELLED') return t('show.cancelled');
  if (!isOpen(show)) return t('door.opens_at', { time: clockTime(show.doors_open_at, show.time_zone) });
  return new Date(show.starts_at) <= now() ? t('door.running') : t('door.is_open');
}
