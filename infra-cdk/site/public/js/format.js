/** Amounts, times and names as people write them in the page's language. */
import { lang } from '/js/text.js';

const locale = lang === 'vi' ? 'vi-VN' : 'en-GB';
const vnd = new Intl.NumberFormat(locale);
const formats = new Map();

function formatIn(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  return formats.get(key);
}

const formatted = (time, zone, options) => formatIn(zone, options).format(new Date(time));

/** Vietnam's time zone, for what belongs to no cinema. */
export const VIETNAM = 'Asia/Ho_Chi_Minh';

/** An amount in whole VND: `190.000 ₫`, `190,000 ₫`. */
export const money = amount => vnd.format(amount) + '\u00a0₫';

/** The time of day: `19:25`. */
export const clockTime = (time, zone = VIETNAM) => formatted(time, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The day, which breaks after its comma alone: `Thứ Hai, 30 tháng 11`, `Monday 30 November`. */
export const day = (time, zone = VIETNAM) => formatted(time, zone, { weekday: 'long', day: 'numeric', month: 'long' }).replace(/([^,]) /g, '$1\u00a0');

/** The day of the week in few letters: `T2`, `Mon`. */
export const weekday = (time, zone = VIETNAM) => formatted(time, zone, { weekday: 'short' });

/** The day and the month in numbers: `1/12`. */
export const dayAndMonth = (time, zone = VIETNAM) => withoutZeros(formatted(time, zone, { day: 'numeric', month: 'numeric' }));

/** The day in few letters: `T3, 1/12`, `Tue, 1/12`. */
export const shortDay = (time, zone = VIETNAM) => withoutZeros(formatted(time, zone, { weekday: 'short', day: 'numeric', month: 'numeric' }));

/** British English writes `01/12` for the first of December. */
const withoutZeros = date => date.replace(/\b0/g, '');

/** Day and time of day. */
export const dayAndTime = (time, zone = VIETNAM) => `${clockTime(time, zone)}, ${day(time, zone)}`;

/** The calendar date in a zone: `2026-11-30`, as the API's `date`. */
export function isoDate(time, zone = VIETNAM) {
  const parts = formatIn(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(time));
  return ['year', 'month', 'day'].map(type => parts.find(part => part.type === type).value).join('-');
}

/** Whole seconds as minutes and seconds: `4:59`. */
export function countdown(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** The seat of a seat's id: `F12` of `sh7f3k.F12`. */
export const seatName = id => id.slice(id.lastIndexOf('.') + 1);

/** Names in a line, without those that the next one begins with: `IMAX 3D` for the hall `IMAX` and its format. */
export const inLine = (...names) => names.filter((name, i) => !names[i + 1]?.startsWith(name)).join(' · ');

/** Compares names in alphabetical order. */
export const byName = new Intl.Collator('vi').compare;

/** Compares seats by row, then number: A2 before A10. */
export const bySeat = new Intl.Collator('en', { numeric: true }).compare;

/** A ticket's code as it is typed, in its one form: without spaces and hyphens, O as 0, I and L as 1. */
export const typedCode = text => text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** The names of seats in order: `F11, F12`. */
export const seatNames = ids => ids.map(seatName).sort(bySeat).join(', ');
