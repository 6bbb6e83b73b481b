/** A movie with its shows in a city. */
import { call, Problem, problemText } from '/js/api.js';
import { dateOf, dayInWords, dayStrip, focusChosenDay, showChosenDay, today } from '/js/days.js';
import { isoDate } from '/js/format.js';
import { announce, draw, html, nothing, notice, parameters, start } from '/js/page.js';
import { tryAgain } from '/js/parts.js';
import { poster } from '/js/poster.js';
import { remember } from '/js/remember.js';
import { aboutMovie, times, words } from '/js/shows.js';
import { t } from '/js/text.js';

const FRESH = 60_000;
const movieId = parameters.get('movie');
const state = {
  cities: [],
  city: parameters.get('city') ?? localStorage.getItem('city') ?? 'ho-chi-minh',
  /** Null until the first answer, if the address has no date. */
  date: parameters.has('date') ? dateOf(parameters.get('date')) : null,
  movie: null,
  /** The cinemas with all their shows of the movie. */
  cinemas: null,
  loadedAt: 0,
  problem: null,
};

async function load() {
  const { city } = state;
  state.problem = null;
  draw();
  try {
    if (!movieId) throw new Problem({ code: 'not_found' });
    const { movie, cinemas } = await call(`/cities/${city}/movies/${movieId}/shows`);
    if (city !== state.city) return;
    Object.assign(state, { movie, cinemas, loadedAt: Date.now() });
    state.date ??= [...dates()].sort()[0] ?? today();
  } catch (problem) {
    if (city !== state.city) return;
    await gotCities;
    const [first] = state.cities;
    if (problem.code === 'not_found' && first && !state.cities.some(c => c.id === city)) return change({ city: first.id });
    Object.assign(state, { problem, cinemas: null });
  }
  draw();
  showChosenDay();
}

async function loadCities() {
  state.cities = (await call('/cities').catch(() => ({ cities: [] }))).cities;
  draw();
}

function change(what) {
  Object.assign(state, what);
  history.replaceState(null, '', '?' + new URLSearchParams({ city: state.city, movie: movieId, ...(state.date && { date: state.date }) }));
  if (what.city) {
    remember(localStorage, 'city', what.city);
    state.cinemas = null;
    return load();
  }
  draw();
  showChosenDay();
  announce(dayInWords(state.date));
}

/** Shows what has changed when the customer comes back. */
function refresh() {
  if (document.hidden || Date.now() - state.loadedAt < FRESH) return;
  if (state.date && state.date < today()) state.date = today();
  load();
}
document.addEventListener('visibilitychange', refresh);
addEventListener('online', refresh);

const dateOfShow = show => isoDate(show.starts_at, show.time_zone);

/** The dates on which the movie is shown. */
const dates = () => new Set(state.cinemas.flatMap(c => c.shows).map(dateOfShow));

function view() {
  if (state.problem && !(state.movie && state.problem.code === 'not_found')) return failed();
  const { movie } = state;
  return html`
    ${movie ? about(movie) : waiting()}
    <div class="choices"><h2>${t('film.times')}</h2>
      <label><span class="unseen">${t('film.city')}</span><select @change=${e => change({ city: e.target.value })}>${state.cities.length
        ? state.cities.map(c => html`<option value=${c.id} .selected=${c.id === state.city}>${c.name}</option>`)
        : html`<option>…</option>`}</select></label></div>
    ${state.problem ? html`<p class="card empty">${t('film.none')}</p>`
      : state.cinemas ? html`${dayStrip({ chosen: state.date, shown: dates(), choose: date => change({ date }) })}${shows()}`
      : html`<p class="skeleton tall"></p><p class="skeleton tall"></p>`}`;
}

const failed = () => state.problem.code === 'not_found'
  ? html`<h1>${t('film.title')}</h1>${notice('info', t('film.unknown'))}
      <p class="actions"><a class="button main" href="/">${t('page.to_programme')}</a></p>`
  : html`<h1>${t('film.title')}</h1>${notice('error', problemText(state.problem), tryAgain(load))}`;

const waiting = () => html`<div class="movie" aria-busy="true"><div class="poster skeleton"></div>
  <div class="head"><h1 class="skeleton"><span class="unseen">${t('page.loading')}</span></h1><p class="skeleton"></p></div>
  <div class="more"><p class="skeleton"></p><p class="skeleton"></p><p class="skeleton"></p></div></div>`;

const about = movie => html`<article class="movie">
  ${poster(movie)}
  <div class="head"><h1>${movie.title}</h1>${aboutMovie(movie)}</div>
  <div class="more">
    ${movie.synopsis ? html`<p class="synopsis">${movie.synopsis}</p>` : nothing}
    <dl class="facts"><dt>${t('film.languages')}</dt><dd>${words('language', movie.languages)}</dd></dl>
    <p>${t('rating.' + movie.rating)}</p></div></article>`;

function shows() {
  const cinemas = state.cinemas.map(c => ({ ...c, shows: c.shows.filter(show => dateOfShow(show) === state.date) })).filter(c => c.shows.length);
  if (!cinemas.length) return noneOnDay();
  return html`<ul class="halls">${cinemas.map(cinema => html`<li class="card">
    <div><h3>${cinema.name}</h3><p class="dim small">${cinema.address}</p></div>${times(cinema.shows)}</li>`)}</ul>`;
}

function noneOnDay() {
  const all = [...dates()].sort(), next = all.find(date => date > state.date) ?? all[0];
  return html`<div class="card empty"><p>${t(state.date === today() ? 'film.none_today' : 'film.none_on_day')}</p>${next
    ? html`<p><button type="button" class="main" @click=${() => { change({ date: next }); focusChosenDay() }}>${t('programme.next', { day: dayInWords(next) })}</button></p>` : nothing}</div>`;
}

start({ title: () => state.movie?.title ?? t('film.title'), current: '/film.html', view });
const gotCities = loadCities();
load();
