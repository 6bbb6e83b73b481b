/** What is on in a city on a day, by movie or by cinema. */
import { call, problemText } from '/js/api.js';
import { user } from '/js/auth.js';
import { dateOf, dayInWords, dayStrip, focusChosenDay, showChosenDay, today } from '/js/days.js';
import { byName, clockTime, isoDate, shortDay } from '/js/format.js';
import { keepOffline } from '/js/offline.js';
import { announce, draw, html, nothing, notice, parameters, start } from '/js/page.js';
import { tryAgain } from '/js/parts.js';
import { remember } from '/js/remember.js';
import { poster } from '/js/poster.js';
import { aboutMovie, cheapest, moviePage, times } from '/js/shows.js';
import { t } from '/js/text.js';

const FRESH = 60_000;
const ORDERS = ['movie', 'cinema'];
/** The parts of a day to choose from: shows that start from one time until another. */
const PARTS = { all: ['00:00', '24:00'], morning: ['00:00', '12:00'], afternoon: ['12:00', '18:00'], evening: ['18:00', '24:00'] };
const state = {
  cities: null,
  city: parameters.get('city') ?? localStorage.getItem('city') ?? 'ho-chi-minh',
  date: dateOf(parameters.get('date')),
  by: ORDERS.find(by => by === (parameters.get('by') ?? localStorage.getItem('by'))) ?? 'movie',
  part: Object.hasOwn(PARTS, parameters.get('part')) ? parameters.get('part') : 'all',
  /** The cinemas of the city with their movies on the day. */
  cinemas: null,
  /** The next date with shows, if the day has none. */
  next: null,
  loading: true,
  loadedAt: 0,
  /** When the answer that is kept on the device was given, if it is shown for want of a newer one. */
  keptAt: null,
  problem: null,
  /** Draws the bar of reminders, for those who may have one. */
  reminders: () => nothing,
};

async function load() {
  const { city, date } = state;
  Object.assign(state, { loading: true, problem: null });
  draw();
  try {
    const programme = await fetchProgramme(city, date);
    if (state.date !== date || state.city !== city) return;
    Object.assign(state, programme, { loadedAt: Date.now(), keptAt: null });
    remember(localStorage, 'programme', JSON.stringify({ ...programme, date, keptAt: Date.now() }));
  } catch (problem) {
    if (state.date !== date || state.city !== city) return;
    const kept = JSON.parse(localStorage.getItem('programme'));
    if (problem.code === 'offline' && kept?.city === city && kept.date === date) Object.assign(state, kept);
    else Object.assign(state, { problem, cinemas: null });
  }
  state.loading = false;
  draw();
  showChosenDay();
}

async function fetchProgramme(wanted, date) {
  let city = wanted;
  const cities = state.cities ? Promise.resolve({ cities: state.cities }) : call('/cities');
  cities.catch(() => {});                                     // reported below, unless the next call fails first
  const { cinemas } = await call(`/cities/${city}/cinemas`).catch(async problem => {
    if (problem.code !== 'not_found') throw problem;
    city = (await cities).cities[0]?.id;                      // the remembered city has no cinemas any more
    return city ? call(`/cities/${city}/cinemas`) : { cinemas: [] };
  });
  const shows = await Promise.all(cinemas.map(c => call(`/cinemas/${c.id}/shows?date=${date}`)));
  const next = shows.some(cinema => cinema.movies.length) ? null : await nextDate(cinemas, date);
  return { city, cities: (await cities).cities, cinemas: shows.sort((a, b) => byName(a.cinema.name, b.cinema.name)), next };
}

/** The next date after a day on which cinemas have shows; null if there is none. */
async function nextDate(cinemas, date) {
  const all = await Promise.all(cinemas.map(c => call(`/cinemas/${c.id}/shows`)));
  const dates = all.flatMap(c => c.movies).flatMap(m => m.shows).map(show => isoDate(show.starts_at, show.time_zone)).sort();
  return dates.find(d => d > date) ?? dates[0] ?? null;
}

async function change(what) {
  Object.assign(state, what, what.city && { cinemas: null });
  if (what.city) remember(localStorage, 'city', what.city);
  if (what.by) remember(localStorage, 'by', what.by);
  history.replaceState(null, '', '?' + new URLSearchParams({ city: state.city, date: state.date, by: state.by, ...state.part !== 'all' && { part: state.part } }));
  if (what.by || what.part) draw();
  else await load();
  if (what.by) return;
  if (state.cinemas) announce(t('programme.found', { day: dayInWords(state.date), movies: movies().length }));
}

/** Shows what has changed when the customer comes back: shows have begun, seats are gone, it may be another day. */
function refresh() {
  if (document.hidden || state.loading || Date.now() - state.loadedAt < FRESH) return;
  if (state.date < today()) state.date = today();
  load();
}
document.addEventListener('visibilitychange', refresh);
addEventListener('online', () => { state.loadedAt = 0; refresh() });

const view = () => html`
  <h1>${t('programme.title')}</h1>
  <div class="choices">
    <label><span class="unseen">${t('programme.city')}</span>
      <select @change=${e => change({ city: e.target.value })}>${state.cities
        ? state.cities.map(c => html`<option value=${c.id} .selected=${c.id === state.city}>${c.name}</option>`)
        : html`<option>…</option>`}</select></label>
    <label class="part"><span class="unseen">${t('programme.part')}</span>
      <select @change=${e => change({ part: e.target.value })}>${Object.keys(PARTS).map(part =>
        html`<option value=${part} .selected=${part === state.part}>${t('programme.part_' + part)}</option>`)}</select></label>
    <div role="group" aria-label=${t('programme.order')} class="switch">${ORDERS.map(by =>
      html`<button type="button" aria-pressed=${state.by === by} @click=${() => change({ by })}>${t('programme.by_' + by)}</button>`)}</div>
  </div>
  ${dayStrip({ chosen: state.date, choose: date => change({ date }) })}
  ${state.keptAt ? notice('warning', t('programme.kept', { day: shortDay(state.keptAt), time: clockTime(state.keptAt) }), tryAgain(load)) : nothing}
  ${state.problem ? notice('error', problemText(state.problem), tryAgain(load))
    : !state.cinemas ? waiting()
    : html`<div class=${state.loading ? 'stale' : ''} aria-busy=${state.loading}>${
      state.next || !movies().length ? nothingOn() : state.by === 'movie' ? byMovie() : byCinema()}</div>`}
  ${state.reminders()}`;

const waiting = () => html`<p class="unseen">${t('page.loading')}</p><ul class="films" aria-hidden="true">${Array.from({ length: 4 }, () => html`
  <li class="card film"><a><div class="poster skeleton"></div></a><div class="about"><p class="skeleton"></p><p class="skeleton"></p></div>
    <div class="at"><p class="skeleton tall"></p><p class="skeleton tall"></p></div></li>`)}</ul>`;

const nothingOn = () => html`<div class="card empty"><p>${t(isAnyOn() ? 'programme.nothing_then' : 'programme.nothing')}</p>${isAnyOn()
  ? html`<p><button type="button" class="main" @click=${() => change({ part: 'all' })}>${t('programme.whole_day')}</button></p>` : state.next
  ? html`<p><button type="button" class="main" @click=${() => change({ date: state.next }).then(focusChosenDay)}>${t('programme.next', { day: dayInWords(state.next) })}</button></p>`
  : nothing}</div>`;

const isAnyOn = () => state.cinemas.some(cinema => cinema.movies.length);

/** The cinemas with what they show in the chosen part of the day. */
function shown() {
  const [from, until] = PARTS[state.part], isThen = time => time >= from && time < until;
  return state.cinemas.map(({ cinema, movies }) => ({ cinema, movies: movies
    .map(movie => ({ ...movie, shows: movie.shows.filter(show => isThen(clockTime(show.starts_at, show.time_zone))) })).filter(movie => movie.shows.length) }));
}

/** The movies of the day; each has its cinemas with their shows. */
function movies() {
  const found = new Map();
  for (const { cinema, movies } of shown())
    for (const { shows, ...movie } of movies) {
      if (!found.has(movie.id)) found.set(movie.id, { movie, cinemas: [] });
      found.get(movie.id).cinemas.push({ cinema, shows });
    }
  return [...found.values()].sort((a, b) => byName(a.movie.title, b.movie.title));
}

const page = movie => moviePage(movie, state.city, state.date);

const byMovie = () => html`<ul class="films">${movies().map(({ movie, cinemas }) => html`<li class="card film">
  <a href=${page(movie)} tabindex="-1" aria-hidden="true">${poster(movie)}</a>
  <div class="about">
    <h2><a href=${page(movie)}>${movie.title}</a></h2>${aboutMovie(movie)}
    <p class="small">${cheapest(cinemas.flatMap(c => c.shows))}</p></div>
  <div class="at">${cinemas.map(({ cinema, shows }) => html`<h3>${cinema.name}</h3>${times(shows)}`)}</div></li>`)}</ul>`;

const byCinema = () => shown().map(({ cinema, movies }) => html`<section class="card cinema">
  <h2>${cinema.name}</h2><p class="dim">${cinema.address}</p>
  ${movies.length ? html`<ul>${movies.map(movie => html`<li>
      <a href=${page(movie)} tabindex="-1" aria-hidden="true">${poster(movie)}</a>
      <div class="about"><h3><a href=${page(movie)}>${movie.title}</a></h3>${aboutMovie(movie)}</div>${times(movie.shows)}</li>`)}</ul>`
    : html`<p>${t('programme.nothing_here')}</p>`}</section>`);

/** Loads the reminders once the programme is there, so that it waits for nothing. */
async function remind() {
  if (!user() && !Object.keys(localStorage).some(key => key.startsWith('ticket:'))) return;
  const { follow, reminders } = await import('/js/reminders.js');
  state.reminders = reminders;
  follow();
}

start({ title: t('page.programme'), current: '/', view });
await load();
keepOffline('programme');
remind();
