/** The strip of days from which customers choose. */
import { now } from '/js/api.js';
import { day, dayAndMonth, isoDate, weekday } from '/js/format.js';
import { html } from '/js/page.js';
import { t } from '/js/text.js';

const DAYS = 8;

/** Today's date in Vietnam. */
export const today = () => isoDate(now());

/** Noon in Vietnam on a date, which has the date everywhere between London and Tokyo. */
export const noon = date => new Date(date + 'T05:00:00Z');

/** A date in words: today, tomorrow, or the day of the week and the month. */
export const dayInWords = date => date === today() ? t('day.today') : date === tomorrow() ? t('day.tomorrow') : day(noon(date));

const tomorrow = () => addDays(today(), 1);
const addDays = (date, days) => isoDate(noon(date).getTime() + days * 86_400_000);

/** Returns the date in an address; today instead of a day that is over, or none. */
export const dateOf = text => /^\d{4}-\d\d-\d\d$/.test(text) && !isNaN(noon(text)) && text > today() ? text : today();

/**
 * Eight days from today, and the chosen one if it is later.
 *
 * @param shown the dates that have shows, if that is known
 */
export function dayStrip({ chosen, shown = null, choose }) {
  const dates = Array.from({ length: DAYS }, (_, i) => addDays(today(), i));
  if (!dates.includes(chosen)) dates.push(chosen);
  const empty = date => shown && !shown.has(date);
  return html`<div class="days" role="group" aria-label=${t('day.choose')}>${dates.map(date => html`
    <button type="button" class=${empty(date) ? 'none' : ''} aria-pressed=${date === chosen} @click=${() => choose(date)}
      aria-label=${dayInWords(date) + (date <= tomorrow() ? ', ' + day(noon(date)) : '') + (empty(date) ? ', ' + t('day.none') : '')}>
      <span class="small">${date <= tomorrow() ? dayInWords(date) : weekday(noon(date))}</span><b>${dayAndMonth(noon(date))}</b></button>`)}</div>`;
}

/** Scrolls the strip to the chosen day; the page stays where it is. */
export function showChosenDay() {
  const chosen = document.querySelector('.days [aria-pressed=true]'), strip = chosen?.parentElement;
  strip?.scrollTo({ left: chosen.offsetLeft - strip.offsetLeft - (strip.clientWidth - chosen.offsetWidth) / 2 });
}

/** Moves the focus to the chosen day, after the button that chose it is gone. */
export const focusChosenDay = () => document.querySelector('.days [aria-pressed=true]').focus();
