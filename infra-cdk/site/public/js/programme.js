/** What is on in a city on a day, by movie or by cinema. */
import { call, now, problemText } from '/js/api.js';
import { byName, clockTime, isoDate, money, shortDay } from '/js/format.js';
import { draw, html, nothing, notice, start } from '/js/page.js';
import { poster, rating, skeleton } from '/js/parts.js';
import { t } from '/js/text.js';

const DAYS = 8;
const today = isoDate(now());
const query = new URLSearchParams(location.search);
const state = {
  cities: null,
  city: query.get('city') ?? localStorage.getItem('city') ?? 'ho-chi-minh',
  date: query.get('date') ?? today,
  by: query.get('by') ?? localStorage.getItem('by') ?? 'movie',
  /** The cinemas of the city with their movies on the day. */
  cinemas: null,
  problem: null,
};

async function load() {
  const { city, date } = state;
  Object.assign(state, { cinemas: null, problem: null });
  draw();
  try {
    const cities = state.cities ? null : call('/cities');
    const cinemas = await call(`/cities/${city}/cinemas`).catch(async problem => {
      if (problem.code !== 'not_found') throw problem;
      state.city = (await cities).cities[0].id;                // the remembered city has no cinemas any more
      return call(`/cities/${state.city}/cinemas`);
    });
    const programmes = await Promise.all(cinemas.cinemas.map(c => call(`/cinemas/${c.id}/shows?date=${date}`)));
    if (cities) state.cities = (await cities).cities;
    if (date === state.date) state.cinemas = programmes.sort((a, b) => byName(a.cinema.name, b.cinema.name));
  } catch (problem) {
    state.problem = problem;
  }
  draw();
}

function change(what) {
  Object.assign(state, what);
  if (what.city) localStorage.setItem('city', what.city);
  if (what.by) localStorage.setItem('by', what.by);
  history.replaceState(null, '', '?' + new URLSearchParams({ city: state.city, date: state.date, by: state.by }));
  if (what.by) draw();
  else load();
}

const days = () => Array.from({ length: DAYS }, (_, i) => new Date(Date.parse(today + 'T05:00:00Z') + i * 86_400_000));

function view() {
  return html`
    <h1>${t('programme.title')}</h1>
    <div class="choices">
      <label>${t('programme.city')}
        <select @change=${e => change({ city: e.target.value })}>${state.cities
          ? state.cities.map(c => html`<option value=${c.id} ?selected=${c.id === state.city}>${c.name}</option>`)
          : html`<option>…</option>`}</select></label>
      <div role="group" aria-label=${t('programme.order')} class="chips">
        ${['movie', 'cinema'].map(by => html`<button class="chip" aria-pressed=${state.by === by} @click=${() => change({ by })}>${t('programme.by_' + by)}</button>`)}</div>
    </div>
    <div class="chips" role="group" aria-label=${t('programme.day')}>${days().map(d => {
      const date = isoDate(d);
      return html`<button class="chip" aria-pressed=${date === state.date} @click=${() => change({ date })}>${date === today ? t('programme.today') : shortDay(d)}</button>`;
    })}</div>
    ${state.problem ? notice('error', problemText(state.problem), html`<button @click=${load}>${t('page.retry')}</button>`)
      : !state.cinemas ? skeleton(6)
      : state.by === 'movie' ? byMovie() : state.cinemas.map(cinema)}`;
}

/** The movies of the day; each has its cinemas with their shows. */
function movies() {
  const found = new Map();
  for (const { cinema, movies } of state.cinemas)
    for (const { shows, ...movie } of movies) {
      if (!found.has(movie.id)) found.set(movie.id, { movie, cinemas: [] });
      found.get(movie.id).cinemas.push({ cinema, shows });
    }
  return [...found.values()].sort((a, b) => byName(a.movie.title, b.movie.title));
}

function byMovie() {
  const all = movies();
  if (!all.length) return html`<p>${t('programme.nothing')}</p>`;
  return html`<ul class="films">${all.map(({ movie, cinemas }) => html`<li class="card film">
    <a href=${filmPage(movie)} tabindex="-1" aria-hidden="true">${poster(movie)}</a>
    <div>
      <h2><a href=${filmPage(movie)}>${movie.title}</a></h2>
      <p class="dim">${rating(movie.rating)} ${t('programme.minutes', { minutes: movie.duration_minutes })} · ${movie.genres.join(', ')}</p>
      ${cinemas.map(({ cinema, shows }) => html`<h3>${cinema.name}</h3>${times(shows)}`)}
    </div></li>`)}</ul>`;
}

const filmPage = movie => '/film.html?' + new URLSearchParams({ city: state.city, movie: movie.id, date: state.date });

const cinema = ({ cinema, movies }) => html`<section class="card cinema">
  <h2>${cinema.name}</h2><p class="dim">${cinema.address}</p>
  ${movies.length ? movies.map(m => html`<h3><a href=${filmPage(m)}>${m.title}</a> ${rating(m.rating)}</h3>${times(m.shows)}`)
    : html`<p>${t('programme.nothing')}</p>`}</section>`;

const times = shows => html`<ul class="chips">${shows.map(show => html`<li><a class="chip show" href="/seats.html?show=${show.id}">
  <b class="numeric">${clockTime(show.starts_at, show.time_zone)}</b><span class="small">${show.format}</span>
  <span class="small">${stateOf(show)}</span></a></li>`)}</ul>`;

function stateOf(show) {
  if (show.sales === 'CANCELLED') return t('show.cancelled');
  if (show.sales === 'NOT_OPEN') return t('show.not_open');
  if (show.sales !== 'OPEN') return t('show.closed');
  if (show.availability === 'SOLD_OUT') return t('show.sold_out');
  return show.availability === 'FEW' ? t('show.few') : t('show.from', { price: money(show.price_from) });
}

start({ title: t('page.programme'), current: '/', view });
load();
