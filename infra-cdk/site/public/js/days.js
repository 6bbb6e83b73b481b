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
 * Eight days from today, and the chosen one if it is later. They are one stop for Tab; arrows, Home and End move among them.
 *
 * @param shown the dates that have shows, if that is known
 */
export function dayStrip({ chosen, shown = null, choose }) {
  const dates = Array.from({ length: DAYS }, (_, i) => addDays(today(), i));
  if (!dates.includes(chosen)) dates.push(chosen);
  const empty = date => shown && !shown.has(date);
  const name = date => date <= tomorrow() ? dayInWords(date) : weekday(noon(date));
  return html`<div class="days" role="group" aria-label=${t('day.choose')} @keydown=${move} @focusin=${moveStop}>${dates.map(date => html`
    <button type="button" class=${empty(date) ? 'none' : ''} aria-pressed=${date === chosen} tabindex=${date === chosen ? 0 : -1} @click=${() => choose(date)}
      aria-label=${`${name(date)} ${dayAndMonth(noon(date))}, ${day(noon(date))}${empty(date) ? ', ' + t('day.none') : ''}`}>
      <span class="small">${name(date)}</span><b>${dayAndMonth(noon(date))}</b></button>`)}</div>`;
}

function move(event) {
  const days = [...event.currentTarget.children], at = days.indexOf(event.target);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: days.length - 1 }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  days[to]?.focus();
}

/** The day that has the focus is the one that Tab comes back to. */
function moveStop(event) {
  for (const day of event.currentTarget.children) day.tabIndex = day === event.target ? 0 : -1;
}

/** Scrolls the strip to the chosen day; the page stays where it is. */
export function showChosenDay() {
  const chosen = document.querySelector('.days [aria-pressed=true]'), strip = chosen?.parentElement;
  strip?.scrollTo({ left: chosen.offsetLeft - strip.offsetLeft - (strip.clientWidth - chosen.offsetWidth) / 2 });
}

/** Moves the focus to the chosen day, after the button that chose it is gone. */
export const focusChosenDay = () => document.querySelector('.days [aria-pressed=true]').focus();
