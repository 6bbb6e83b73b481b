/** The tickets that this device keeps, so that they can be shown without a network until a day after the show. */
import { now } from '/js/api.js';
import { user } from '/js/auth.js';

const PREFIX = 'ticket:';
const DAY = 86_400_000;

/**
 * Keeps a paid booking with its ticket, unless its owner has signed out meanwhile.
 *
 * @param picture the QR code as an SVG text
 * @param owner the name of the user for whom the ticket was requested
 */
export function keepTicket(booking, ticket, picture, owner) {
  if (!owner || owner !== user()?.name || Date.parse(booking.show.ends_at) + DAY < now()) return;
  try {
    localStorage.setItem(PREFIX + booking.booking_id,
      JSON.stringify({ booking, ticket, picture, owner, at: new Date(now()).toISOString() }));
  } catch {
    // The device's storage is full: the ticket is shown all the same, and is not kept.
  }
}

/** A kept ticket: `{booking, ticket, picture, at}`; null if the device has none, or it is another customer's. */
export function keptTicket(bookingId) {
  const kept = JSON.parse(localStorage.getItem(PREFIX + bookingId));
  const who = user();
  return kept?.owner && (!who || kept.owner === who.name) ? kept : null;
}

/** All kept tickets, the next show first. Those that are over are deleted. */
export function keptTickets() {
  const ids = Object.keys(localStorage).filter(key => key.startsWith(PREFIX)).map(key => key.slice(PREFIX.length));
  const all = ids.map(id => [id, JSON.parse(localStorage.getItem(PREFIX + id))]);
  for (const [id, { booking }] of all) if (Date.parse(booking.show.ends_at) + DAY < now()) dropTicket(id);
  return ids.map(keptTicket).filter(Boolean)
    .sort((a, b) => a.booking.show.starts_at.localeCompare(b.booking.show.starts_at));
}

/** Whether everybody has been let in with a ticket, as far as this device knows. */
export const isUsed = ticket => Boolean(ticket?.seats.every(seat => seat.admitted_at));

/** Deletes a kept ticket, because the booking has none any more. */
export const dropTicket = bookingId => localStorage.removeItem(PREFIX + bookingId);
