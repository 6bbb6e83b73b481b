/** The form that finds a booking by what a customer can say: which show, and the ticket's code or a seat. */
import { call, now } from '/js/api.js';
import { clockTime, isoDate, typedCode, VIETNAM } from '/js/format.js';
import { draw, focusOn, html, nothing } from '/js/page.js';
import { t } from '/js/text.js';
import { cinemas, cinemaSelect, daySelect, failed, may, ownCinema } from '/desk/pieces.js';

const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;
const SEAT = /^([A-ZĐ]{1,3}[1-9]\d{0,2}|\d{1,2}-[1-9]\d{0,2})$/;

/** `missing` is the field without which nothing can be found: `show` or `what`. */
const state = { cities: null, cinema: null, date: null, shows: null, show: '', what: '', missing: null, problem: null };

/** Shows what the address looks for; the show stays chosen for the next customer. */
export function open({ cinema, date, show, what = '' }) {
  Object.assign(state, { what, missing: null, date: date ?? state.date ?? isoDate(now()), cinema: cinema ?? state.cinema, show: show ?? state.show });
  loadShows();
}

/** A typed seat as in its id: `E4` of `e 4` or `E-04`. */
const typedSeat = text => text.toUpperCase().replaceAll(/\s/g, '').replace(/^([A-ZĐ]+)-?0*(?=[1-9])/, '$1');

/** What a text is together with its show: `{by, value, query}`; null if it is neither a ticket's code nor a seat. */
export function inShow(text, show) {
  const code = typedCode(text), seat = typedSeat(text);
  if (CODE.test(code)) return { by: 'code', value: `${code.slice(0, 4)} ${code.slice(4)}`, query: { code, show_id: show } };
  if (SEAT.test(seat)) return { by: 'show_seat', value: seat, query: { show_seat: `${show}.${seat}` } };
  return null;
}

/** Takes a code or a seat that was typed elsewhere: it is found once the show is known. */
export function take(what) {
  Object.assign(state, { what, missing: state.show ? null : 'show' });
  draw();
  focusOn(state.show ? 'what' : 'show');
}

async function loadShows() {
  Object.assign(state, { problem: null, shows: null });
  draw();
  try {
    state.cities ??= await cinemas();
    state.cinema ??= ownCinema(state.cities).id;
    await loadShowsOf(state.cinema, state.date);
  } catch (problem) {
    state.problem = problem;
  }
  draw();
}

async function loadShowsOf(cinema, date) {
  const isStale = () => cinema !== state.cinema || date !== state.date;
  const shows = await showsOf(cinema, date).catch(problem => { if (!isStale()) throw problem });
  if (isStale()) return;
  state.shows = shows;
  if (!shows.some(s => s.id === state.show)) state.show = '';
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

const change = what => { Object.assign(state, what, { show: '' }); loadShows() };

function submit(event, find) {
  event.preventDefault();
  const { cinema, date, show, what } = state;
  state.missing = !show ? 'show' : !inShow(what, show) ? 'what' : null;
  draw();
  if (state.missing) focusOn(state.missing);
  else find({ cinema, date, show, what });
}

/** The form; `find` is called with the parameters of the search's address. */
export const form = find => html`<form class="find card" role="search" aria-labelledby="by-show" @submit=${e => submit(e, find)}>
  <h2 id="by-show">${t('desk.find.in_show')}</h2>
  <p class="dim">${t('desk.find.in_show_hint')}</p>
  <div class="desk-choices">
    ${cinemaSelect(state.cities, state.cinema, cinema => change({ cinema }))}
    ${daySelect(state.date, date => change({ date }))}
    <div class="labelled show"><label for="show">${t('desk.code.show')}</label><select id="show" aria-disabled=${!state.shows} aria-invalid=${state.missing === 'show'}
      aria-describedby=${state.missing === 'show' ? 'show-error' : may('manager') ? nothing : 'show-hint'} @change=${e => { Object.assign(state, { show: e.target.value, missing: null }); draw() }}>
      <option value="" ?selected=${!state.show}>${state.shows ? t('desk.code.choose', { n: state.shows.length }) : '…'}</option>
      ${(state.shows ?? []).map(s => html`<option value=${s.id} ?selected=${s.id === state.show}>${
        clockTime(s.starts_at, s.time_zone ?? VIETNAM)} · ${s.title} · ${s.hall}</option>`)}</select>
      ${state.missing === 'show' ? html`<span class="error small" id="show-error">${t('desk.find.no_show')}</span>` : nothing}</div>
  </div>
  ${state.problem ? failed(state.problem, loadShows) : nothing}
  ${may('manager') ? nothing : html`<p class="small dim" id="show-hint">${t('desk.code.begun')}</p>`}
  <label for="what">${t('desk.find.what')}</label>
  <div class="line"><input id="what" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20" aria-invalid=${state.missing === 'what'}
    aria-describedby=${state.missing === 'what' ? 'what-error' : 'what-hint'} .value=${state.what} @input=${e => { state.what = e.target.value }}><button class="main">${t('desk.find.go')}</button></div>
  <p class="small ${state.missing === 'what' ? 'error' : 'dim'}" id=${state.missing === 'what' ? 'what-error' : 'what-hint'}>${t('desk.find.what_hint')}</p></form>`;
