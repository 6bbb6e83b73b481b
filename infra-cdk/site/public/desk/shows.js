/** The shows of a cinema's day with their numbers, and the numbers as a file for a spreadsheet. */
import { call, now } from '/js/api.js';
import { clockTime, day, isoDate, money } from '/js/format.js';
import { draw, html, nothing } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { t } from '/js/text.js';
import { cinemas, cinemaSelect, daySelect, failed, ownCinema, problemNotice, save, sellable, status, wide } from '/desk/pieces.js';
import { address, stay } from '/desk/router.js';

const state = { cities: null, cinema: null, date: null, numbers: null, problem: null, saving: false, unsaved: null };

export const title = () => t('desk.tab.shows');

/** Loads a cinema's day: that of the address, else today in the cinema of this device. */
export function open({ cinema, date }) {
  Object.assign(state, { cinema: cinema ?? null, date: date ?? isoDate(now()) });
  load();
}

async function load() {
  Object.assign(state, { numbers: null, problem: null, unsaved: null });
  draw();
  try {
    state.cities ??= await cinemas();
    state.cinema ??= ownCinema(state.cities).id;
    const { cinema, date } = state;
    const numbers = await call(`/manage/shows?cinema_id=${encodeURIComponent(cinema)}&date=${encodeURIComponent(date)}`);
    if (cinema === state.cinema && date === state.date) state.numbers = numbers;
  } catch (problem) {
    state.problem = problem;
  }
  draw();
}

function change(what) {
  Object.assign(state, what);
  stay(address('shows', { cinema: state.cinema, date: state.date }));
  load();
}

const zone = () => state.cities?.flatMap(c => c.cinemas).find(c => c.id === state.cinema)?.time_zone;
export function view() {
  const { numbers, problem } = state;
  return html`<div class="desk-choices">
      ${cinemaSelect(state.cities, state.cinema, cinema => change({ cinema }))}
      ${daySelect(state.date, date => change({ date }))}
    </div>
    <h2>${day(state.date + 'T12:00:00Z', 'UTC')}</h2>
    ${problem ? failed(problem, load) : !numbers ? skeleton(8)
      : !numbers.shows.length ? html`<p class="empty">${t('desk.shows.none')}</p>`
      : html`${tiles(numbers.total)}
        <p class="small dim">${t('desk.shows.how')}</p>
        ${narrow.matches ? cards(numbers) : wide(t('desk.tab.shows'), table(numbers))}
        ${state.unsaved ? problemNotice(state.unsaved) : nothing}
        <div class="actions"><button aria-disabled=${state.saving} @click=${() => state.saving || download()}>${t('desk.shows.csv')}</button></div>`}`;
}

/** The numbers that are asked for most. */
export const tiles = n => html`<dl class="tiles">
  <div><dt>${t('desk.n.sold')}</dt><dd>${n.sold} <small>/ ${n.capacity}</small></dd></div>
  <div><dt>${t('desk.n.admitted')}</dt><dd>${n.admitted}</dd></div>
  <div><dt>${t('desk.n.free')}</dt><dd>${n.free}</dd></div>
  <div><dt>${t('desk.n.held')}</dt><dd>${n.held}</dd></div>
  <div><dt>${t('desk.n.blocked')}</dt><dd>${n.blocked}</dd></div>
  <div><dt>${t('desk.n.waiting')}</dt><dd>${n.waiting}</dd></div>
  <div><dt>${t('desk.n.revenue')}</dt><dd>${money(n.revenue)}</dd></div></dl>`;

/** Where the table would not fit, each show has a card. */
const narrow = matchMedia('(max-width: 62rem)');
narrow.addEventListener('change', draw);

const sellLink = s => sellable(s) ? html`<a class="button" href=${address('sale', { show: s.show_id })}>${t('desk.shows.sell')}</a>` : nothing;

const cards = ({ shows }) => html`<ul class="cards numbers">${shows.map(s => html`<li class="card">
  <h3><a href=${address('show', { id: s.show_id })}><b class="numeric">${clockTime(s.starts_at, zone())}</b> ${s.title}</a></h3>
  <p>${s.hall} ${status('sales', s.sales)}</p>
  <dl class="counts numeric"><div><dt>${t('desk.n.sold')}</dt><dd>${s.sold} / ${s.capacity}</dd></div>
    ${['free', ...COUNTS.filter(c => s[c])].map(c => html`<div><dt>${t('desk.n.' + c)}</dt><dd>${s[c]}</dd></div>`)}
    <div><dt>${t('desk.n.revenue')}</dt><dd>${money(s.revenue)}</dd></div></dl>
  ${sellLink(s)}</li>`)}</ul>`;

const COUNTS = ['held', 'blocked', 'admitted', 'no_shows', 'waiting'];
const COLUMNS = ['capacity', 'sold', 'admitted', 'no_shows', 'held', 'blocked', 'free', 'waiting'];
const number = value => html`<td class="number ${value ? '' : 'dim'}">${value ?? '–'}</td>`;

const table = ({ shows, total }) => html`<table class="numbers">
  <thead><tr><th>${t('desk.shows.show')}</th><th>${t('desk.shows.sales')}</th>${COLUMNS.map(c => html`<th class="number">${t('desk.n.' + c)}</th>`)}
    <th class="number">${t('desk.n.revenue')}</th><th><span class="unseen">${t('desk.tab.sale')}</span></th></tr></thead>
  <tbody>${shows.map(s => html`<tr>
    <th scope="row"><a href=${address('show', { id: s.show_id })}><b class="numeric">${clockTime(s.starts_at, zone())}</b> ${s.title}</a><br>
      <span class="small dim">${s.hall}</span></th>
    <td>${status('sales', s.sales)}</td>${COLUMNS.map(c => number(s[c]))}<td class="number">${money(s.revenue)}</td>
    <td>${sellLink(s)}</td></tr>`)}</tbody>
  <tfoot><tr><th scope="row">${t('desk.shows.total', { n: shows.length })}</th><td></td>
    ${COLUMNS.map(c => number(total[c]))}<td class="number">${money(total.revenue)}</td><td></td></tr></tfoot></table>`;

async function download() {
  const { cinema, date } = state;
  Object.assign(state, { saving: true, unsaved: null });
  draw();
  try {
    const csv = await call(`/manage/shows?cinema_id=${encodeURIComponent(cinema)}&date=${encodeURIComponent(date)}`, { headers: { accept: 'text/csv' }, as: 'blob' });
    save(new Blob(['\ufeff', csv], { type: 'text/csv' }), `${cinema}-${date}.csv`);      // Excel takes a file without this mark for another encoding
  } catch (problem) {
    state.unsaved = problem;
  }
  state.saving = false;
  draw();
}
