/** Judges a ticket without network, from what the door has loaded. */
import { now } from '/js/api.js';
import { listOf, seatsOf } from '/door/lists.js';

/**
 * Whether the seats of a ticket may enter; the rules are those of `GET /door/shows/{show_id}/tickets`.
 *
 * @param reading a token's content, or that of the list for a code: `{trust, show, booking, seats, epoch}`
 * @param wanted the seats to admit: all of them or none; null for all that are free
 * @returns `{result, seats}`: a result of the API; or `NOT_IN_LIST`, `LIST_OLD`, `UNVERIFIABLE` if the door cannot know
 */
export function judge(reading, wanted) {
  if (reading.trust === 'forged') return { result: 'FORGED', seats: [] };
  if (reading.trust !== 'genuine') return { result: 'UNVERIFIABLE', seats: [] };
  const list = listOf(reading.show);
  if (!list) return { result: 'UNVERIFIABLE', seats: [] };
  if (list.sales === 'CANCELLED') return { result: 'SHOW_CANCELLED', seats: [] };
  const ticket = list.tickets.find(one => one.booking_id === reading.booking);
  if (!ticket) return { result: 'NOT_IN_LIST', seats: [] };
  if (reading.epoch !== ticket.epoch) return { result: reading.epoch < ticket.epoch ? 'REFUNDED' : 'LIST_OLD', seats: [] };
  const seats = seatsOf(reading.show, ticket).filter(seat => (wanted ?? reading.seats).includes(seat.seat));
  if (seats.length < (wanted ?? reading.seats).length) return { result: 'REFUNDED', seats: [] };
  if (new Date(list.doors_open_at) > now()) return { result: 'TOO_EARLY', seats: [] };
  const free = seats.filter(seat => !seat.admitted_at);
  if (!free.length || wanted && free.length < seats.length) return { result: 'ALREADY_ADMITTED', seats };
  return { result: 'ADMITTED', seats: free };
}
