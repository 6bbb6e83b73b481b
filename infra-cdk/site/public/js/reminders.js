/** What the start page reminds a customer of, in a bar at the bottom: seats that are held and unpaid, and the next ticket. */
import { call, now, secondsUntil } from '/js/api.js';
import { user } from '/js/auth.js';
import '/js/countdown.js';
import { dayInWords, today } from '/js/days.js';
import { clockTime, isoDate, seatNames, shortDay } from '/js/format.js';
import { isUsed, keptTickets } from '/js/kept-tickets.js';
import { draw, html, nothing } from '/js/page.js';
import { t } from '/js/text.js';

const EVENING = '18:00';
/** The unpaid booking that ends first, and the kept ticket of the next show. */
const state = { hold: null, ticket: null };

/** Looks for what there is to say, and again whenever the page is shown. */
export function follow() {
  state.ticket = nextTicket([]);
  draw();
  look();
  document.addEventListener('visibilitychange', () => document.hidden || look());
  addEventListener('pageshow', event => event.persisted && look());
}

/** Asks for the bookings. Without an answer the bar stays as it is. */
async function look() {
  if (!user()) return;
  const bookings = (await call('/bookings').catch(() => null))?.bookings;
  if (!bookings) return;
  state.hold = bookings.filter(b => b.status === 'IN_BOOKING' && secondsUntil(b.reservation_expires_at) > 0)
    .sort((a, b) => a.reservation_expires_at.localeCompare(b.reservation_expires_at))[0] ?? null;
  state.ticket = nextTicket(bookings);
  draw();
}

/** The next ticket that this device keeps and that is still to be used, as far as is known. */
function nextTicket(bookings) {
  const gone = new Set(bookings.filter(b => b.status !== 'PAID').map(b => b.booking_id));
  return keptTickets().find(({ booking, ticket }) => !gone.has(booking.booking_id) && Date.parse(booking.show.ends_at) > now()
    && !isUsed(ticket)) ?? null;
}

/** The bar; nothing if there is nothing to say. */
export const reminders = () => !state.hold && !state.ticket ? nothing : html`<section class="bar reminders" aria-label=${t('remind.label')}>
  ${state.hold ? unpaid(state.hold) : nothing}${state.ticket ? next(state.ticket.booking) : nothing}</section>`;

const page = booking => '/booking.html?booking_id=' + booking.booking_id;

const unpaid = booking => html`<div class="wide unpaid">
  <p><b>${seatNames(booking.show_seats)} · ${booking.show.title}</b><span class="small dim">${t('remind.unpaid')}</span></p>
  <count-down .until=${booking.reservation_expires_at} @end=${over}></count-down>
  <a class="button main" href=${page(booking)}>${t('remind.pay')}</a></div>`;

function over() {
  state.hold = null;
  draw();
  look();
}

const next = ({ show, show_seats, booking_id }) => html`<a class="wide next" href=${page({ booking_id })}>
  <b>${whenOf(show)}</b><span class="film-title">${show.title}</span><span class="numeric">${seatNames(show_seats)}</span>
  <span class="to-ticket"><span>${t('remind.ticket')}</span></span></a>`;

/** When a show is: `tonight 19:25`. */
function whenOf({ starts_at, time_zone }) {
  const time = clockTime(starts_at, time_zone), date = isoDate(starts_at, time_zone), words = dayInWords(date);
  if (date === today() && time >= EVENING) return `${t('remind.tonight')} ${time}`;
  return `${[t('day.today'), t('day.tomorrow')].includes(words) ? words : shortDay(starts_at, time_zone)} ${time}`;
}
