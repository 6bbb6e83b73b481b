/** What a booking is for, in the ways in which the page shows it. */
import { now } from '/js/api.js';
import { bySeat, day, clockTime, inLine, isoDate, money, seatName } from '/js/format.js';
import { html } from '/js/page.js';
import { rating, ratingRule } from '/js/parts.js';
import { t } from '/js/text.js';

/** The seats of ids by row: `[{row: 'F', numbers: [11, 12]}]`. */
export function byRow(ids) {
  const rows = new Map();
  for (const name of ids.map(seatName).sort(bySeat)) {
    const [, row, number] = name.match(/^(\d+(?=-)|\D+)-?(\d+)$/);
    rows.set(row, [...rows.get(row) ?? [], number]);
  }
  return [...rows].map(([row, numbers]) => ({ row, numbers }));
}

/** The seats in words: `hàng F ghế 11, 12`. */
export const seatsInWords = ids => byRow(ids).map(({ row, numbers }) => t('booking.row_and_seats', { row, seats: numbers.join(', ') })).join('; ');

/** `hôm nay` or `ngày mai` for a show of these days; empty for any other. */
export function nearDay({ starts_at, time_zone }) {
  const days = Math.round((Date.parse(isoDate(starts_at, time_zone)) - Date.parse(isoDate(now(), time_zone))) / 86_400_000);
  return days === 0 ? t('booking.today') : days === 1 ? t('booking.tomorrow') : '';
}

/** The day of a show: `ngày mai, Thứ Ba, 1 tháng 12`. */
export const dayOf = show => [nearDay(show), day(show.starts_at, show.time_zone)].filter(Boolean).join(', ');

/** The film, cinema, time and seats of a booking in a card. */
export const facts = (booking, seats = booking.show_seats) => html`
  <section class="card held" aria-label=${t('booking.what')}>
    <h2>${booking.show.title} ${rating(booking.show.rating)}</h2>
    <dl class="facts">
      <dt>${t('booking.when')}</dt><dd><span class="numeric">${clockTime(booking.show.starts_at, booking.show.time_zone)}</span>, ${dayOf(booking.show)}</dd>
      <dt>${t('booking.where')}</dt><dd>${booking.show.cinema}<br><span class="dim small">${booking.show.address}</span></dd>
      <dt>${t('booking.hall')}</dt><dd>${inLine(booking.show.hall, booking.show.format)}</dd>
      <dt>${t('booking.seats')}</dt><dd>${byRow(seats).map(({ row, numbers }) => html`<span class="row-of-seats">${t('booking.row_and_seats', { row, seats: numbers.join(', ') })}</span>`)}</dd>
      <dt>${t('booking.sum')}</dt><dd class="numeric">${money(booking.amount)}</dd>
    </dl>
    ${ratingRule(booking.show.rating)}
  </section>`;

/** Where the customer can choose these seats again. */
export const sameSeats = booking => '/seats.html?' + new URLSearchParams({
  show: booking.show_id, seats: booking.show_seats.map(seatName).join(',') });
