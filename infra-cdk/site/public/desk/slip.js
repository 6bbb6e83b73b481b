/** The ticket on paper, for customers of the counter. */
import { call } from '/js/api.js';
import { clockTime, day, money, seatNames } from '/js/format.js';
import { draw, html, nothing } from '/js/page.js';
import { t } from '/js/text.js';

const state = { ticket: null, picture: null };

/** The seats that a booking keeps make its ticket: after a return of seats, another picture opens the door. */
const ticketOf = booking => [booking.booking_id, ...booking.show_seats].join();

/** Reads the QR code of a booking's ticket; null if this device cannot get it, since the code of eight letters does as well. */
export async function loadPicture(booking) {
  const ticket = ticketOf(booking);
  Object.assign(state, { ticket, picture: state.ticket === ticket ? state.picture : null });
  draw();
  const svg = await call(`/support/bookings/${encodeURIComponent(booking.booking_id)}/ticket.svg`, { as: 'blob' }).catch(() => null);
  const picture = svg && await dataUrl(svg);
  if (state.ticket === ticket) state.picture = picture;
  draw();
}

const dataUrl = blob => new Promise(done => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.readAsDataURL(blob);
});

/** Prints a booking's ticket, unless its view is left before it is read. */
export async function printTicket(booking) {
  await loadPicture(booking);
  await document.querySelector('.slip img')?.decode().catch(() => {});
  if (state.ticket === ticketOf(booking) && document.querySelector('.slip')) print();
}

/** The ticket for the printer, not seen on the screen. */
export const printable = booking => state.ticket === ticketOf(booking) ? html`<div class="print">${slip(booking)}</div>` : nothing;

/** A booking's ticket: film, time, hall, seats, QR code and code. */
export const slip = booking => html`<article class="slip">
  <h2>${booking.show.title}</h2>
  <p class="time"><b>${clockTime(booking.show.starts_at, booking.show.time_zone)}</b> ${day(booking.show.starts_at, booking.show.time_zone)}</p>
  <p>${booking.show.cinema}<br>${booking.show.hall} · ${booking.show.format}${booking.show.rating ? ' · ' + booking.show.rating : ''}</p>
  <p class="large">${t('desk.seats')} <b>${seatNames(booking.show_seats)}</b></p>
  ${state.picture && state.ticket === ticketOf(booking) ? html`<img src=${state.picture} alt=${t('desk.slip.qr')} width="240" height="240">` : nothing}
  <p class="code">${t('desk.booking.code')}<br><b>${booking.ticket?.code.slice(0, 4)} ${booking.ticket?.code.slice(4)}</b></p>
  <p class="small">${money(booking.amount)} · ${booking.booking_id}</p></article>`;
