/** Finds a booking by the short code of its ticket, which names a booking only together with its show. */
import { call, now } from '/js/api.js';
import { clockTime, isoDate, VIETNAM } from '/js/format.js';
import { draw, html, nothing } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { list } from '/desk/find.js';
import { cinemas, cinemaSelect, failed, may, ownCinema, problemNotice } from '/desk/pieces.js';

const state = { code: '', cities: null, cinema: null, date: null, shows: null, show: '', problem: null, bookings: null, refusal: null };

/** Starts to look for a code, unless it is the one that was looked for before. */
export function open(code) {
  if (code === state.code && state.shows) return;
  Object.assign(state, { code, bookings: null, refusal: null, date: state.date ?? isoDate(now()) });
  loadShows();
}

async function loadShows() {
  Object.assign(state, { problem: null, shows: null, bookings: null, show: '' });
  draw();
  try {
    state.cities ??= await cinemas();
    state.cinema ??= ownCinema(state.cities).id;
    state.shows = await showsOf(state.cinema, state.date);
  } catch (problem) {
    state.problem = problem;
  }
  draw();
}

/** The shows of a day by start. Managers also get those that have begun. */
async function showsOf(cinema, date) {
  if (may('manager')) return (await call(`/manage/shows?cinema_id=${encodeURIComponent(cinema)}&date=${date}`)).shows
    .map(s => ({ id: s.show_id, title: s.title, hall: s.hall, starts_at: s.starts_at }));
  const listed = (await call(`/cinemas/${encodeURIComponent(cinema)}/shows?date=${date}`)).movies
    .flatMap(m => m.shows.map(s => ({ id: s.id, title: m.title, hall: s.hall, starts_at: s.starts_at, time_zone: s.time_zone })));
  const begun = may('door') ? (await call(`/door/shows?cinema_id=${encodeURIComponent(cinema)}`)).shows
    .filter(s => isoDate(s.starts_at) === date && !listed.some(l => l.id === s.show_id))
    .map(s => ({ id: s.show_id, title: s.title, hall: s.hall, starts_at: s.starts_at })) : [];
  return [...listed, ...begun].sort((a, b) => a.starts_at < b.starts_at ? -1 : 1);
}

async function choose(show) {
  Object.assign(state, { show, bookings: null, refusal: null });
  draw();
  if (!show) return;
  try {
    const found = await call('/support/bookings?' + new URLSearchParams({ code: state.code, show_id: show }));
    if (state.show === show) state.bookings = found.bookings;
  } catch (problem) {
    state.refusal = problem;
  }
  draw();
}

const change = what => { Object.assign(state, what); loadShows() };

export function view() {
  return html`<p>${t('desk.code.why')}</p>
    <div class="desk-choices">
      ${cinemaSelect(state.cities, state.cinema, cinema => change({ cinema }))}
      <label class="labelled">${t('desk.date')}
        <input type="date" required .value=${state.date} @change=${e => e.target.value && change({ date: e.target.value })}></label>
      <label class="labelled">${t('desk.code.show')}<select ?disabled=${!state.shows} @change=${e => choose(e.target.value)}>
        <option value="" ?selected=${!state.show}>${state.shows ? t('desk.code.choose', { n: state.shows.length }) : '…'}</option>
        ${(state.shows ?? []).map(s => html`<option value=${s.id} ?selected=${s.id === state.show}>${
          clockTime(s.starts_at, s.time_zone ?? VIETNAM)} · ${s.title} · ${s.hall}</option>`)}
      </select></label>
    </div>
    ${may('manager') ? nothing : html`<p class="small dim">${t('desk.code.begun')}</p>`}
    <div aria-live="polite">${state.problem ? failed(state.problem, loadShows)
      : state.refusal ? problemNotice(state.refusal)
      : !state.show ? nothing
      : !state.bookings ? skeleton(2)
      : state.bookings.length ? list(state.bookings)
      : html`<p>${t('desk.code.none')}</p>`}</div>`;
}
