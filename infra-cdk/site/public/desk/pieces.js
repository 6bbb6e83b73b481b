/** Pieces that several views of the desk show. */
import { call, now, problemText } from '/js/api.js';
import { byName, isoDate, money, seatNames } from '/js/format.js';
import { user } from '/js/auth.js';
import { html, nothing } from '/js/page.js';
import { hasText, lang, t } from '/js/text.js';

/** Whether the user is in a group: `support`, `manager` or `door`. */
export const may = group => user()?.groups.includes(group) ?? false;

/** A text for a value of the API, such as a status; the value itself if it is a new one. */
export const word = (prefix, value) => hasText(prefix + value) ? t(prefix + value) : value;

/** What the API says in English, which readers of Vietnamese open if they want. */
export const technical = text => html`<details class="technical small" ?open=${lang === 'en'}><summary>${t('desk.technical')}</summary><p lang="en">${text}</p></details>`;

/** A refusal in words, with what the API says about it if that helps staff. */
export function problemNotice(problem, more = nothing) {
  const text = problemText(problem, problem.amount ? { amount: money(problem.amount) } : {});
  const detail = problem.detail && (problem.code === 'invalid_request' || !hasText('problem.' + problem.code));
  return html`<div class="notice error" role="alert"><p>${text}${problem.unavailable ? ` (${seatNames(problem.unavailable)})` : ''}</p>
    ${detail ? technical(problem.detail) : nothing}${more}</div>`;
}

/** A failed view, with a button that tries again. */
export const failed = (problem, again) => problemNotice(problem, html`<button @click=${again}>${t('page.retry')}</button>`);

/** How good or bad a status is, by itself or for a kind. */
const TONES = { 'case.OPEN': '', 'case.CLOSED': '', 'money.CAPTURED': 'few', 'payment.OPEN': '',
  PAID: 'good', REFUNDED: 'good', SUCCEEDED: 'good', CAPTURED: 'good', OPEN: 'good',
  IN_BOOKING: 'few', REFUND_PENDING: 'few', PENDING: 'few', CLOSED: 'few', REFUND_FAILED: 'bad', FAILED: 'bad', CANCELLED: 'bad' };

/** A status as a badge: `kind` is `booking`, `payment`, `refund`, `case`, `money` or `sales`. */
export const status = (kind, value) => html`<span class="badge ${TONES[`${kind}.${value}`] ?? TONES[value] ?? ''}">${
  word(`desk.${kind}.`, value)}</span>`;

/** Whether seats of a show can be sold at the counter: also before sales open and while they are closed. */
export const sellable = show => show.free > 0 && ['OPEN', 'NOT_OPEN', 'CLOSED'].includes(show.sales);

/** An id to be read and copied. */
export const code = text => html`<code>${text}</code>`;

/** A ticket's code in two halves, as it is read out. */
export const spaced = text => text.slice(0, 4) + '\u2009' + text.slice(4);

/** How long ago something happened, in whole units: `3 days`. */
export function age(milliseconds) {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000)), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
  return days ? t('desk.age_days', { n: days }) : hours ? t('desk.age_hours', { n: hours }) : t('desk.age_minutes', { n: minutes });
}

/** A table that scrolls sideways on a narrow screen while its first column stays. */
export const wide = (label, table) => html`<div class="scroll sticky" role="region" aria-label=${label} tabindex="0">${table}</div>`;

let cities = null;

/** The cities with their cinemas, `[{name, cinemas}]`; read once. */
export function cinemas() {
  cities ??= call('/cities').then(found => Promise.all(found.cities.map(async city =>
    ({ name: city.name, cinemas: (await call(`/cities/${encodeURIComponent(city.id)}/cinemas`)).cinemas }))))
    .then(all => all.sort((a, b) => byName(a.name, b.name)));
  cities.catch(() => { cities = null });
  return cities;
}

/** The cinema that this device is used in, as chosen before; else the first. */
export const ownCinema = all => all.flatMap(c => c.cinemas).find(c => c.id === localStorage.getItem('desk:cinema')) ?? all[0]?.cinemas[0];

/** Remembers the cinema that this device is used in. */
export const keepCinema = id => localStorage.setItem('desk:cinema', id);

/** A choice of cinema. */
export const cinemaSelect = (all, chosen, change) => html`<label class="labelled">${t('desk.cinema')}
  <select @change=${e => { keepCinema(e.target.value); change(e.target.value) }}>${all
    ? all.map(city => html`<optgroup label=${city.name}>${city.cinemas.map(c => html`<option value=${c.id} ?selected=${c.id === chosen}>${c.name}</option>`)}</optgroup>`)
    : html`<option>…</option>`}</select></label>`;

const DAY = 86_400_000;

/** A choice of day, such as `2026-11-30`: the one before, after, today, or any. */
export function daySelect(date, change) {
  const today = isoDate(now()), moved = days => isoDate(new Date(Date.parse(date + 'T12:00:00Z') + days * DAY), 'UTC');
  return html`<div class="labelled" role="group" aria-label=${t('desk.date')}>
    <label for="day">${t('desk.date')}</label><span class="line">
    <button type="button" aria-label=${t('desk.day_before')} @click=${() => change(moved(-1))}>‹</button>
    <input id="day" type="date" .value=${date} @change=${e => e.target.value && change(e.target.value)}>
    <button type="button" aria-label=${t('desk.day_after')} @click=${() => change(moved(1))}>›</button>
    ${date === today ? nothing : html`<button type="button" class="quiet" @click=${() => change(today)}>${t('desk.today')}</button>`}</span></div>`;
}

/** Saves a file on the device. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
