/** Holds the chosen seats, or joins the waitlist. Each answer says where to go on, or what to tell the customer. */
import { call, callOnce, Problem, problemText } from '/js/api.js';
import { bookingPage } from '/js/seats-parts.js';

const TRIES = 6;
const pause = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000));

/**
 * Holds seats: `{go}` is the address to go on at; `signIn` asks for a sign-in first; else `text`, `holding` (a booking),
 * `price`, `rule` or `lost` say why not. `isStale` means that the map or the customer's bookings may have changed.
 *
 * @param wait called before the request is repeated by itself
 */
export async function holdSeats({ seats, amount, accessible }, wait) {
  const body = { show_seats: [...seats].sort(), expected_amount: amount, ...(accessible && { accessible }) };
  for (let tries = 1; ; tries++) {
    try {
      const booking = await callOnce('/reserve', body);
      if (booking.status === 'IN_BOOKING' || tries === TRIES) return { go: bookingPage(booking.booking_id) };
    } catch (problem) {
      if (problem.code !== 'too_many_at_once' || tries === TRIES) return refusal(problem);
      wait();
      await pause(problem.retryAfter ?? 2 ** tries);
    }
  }
}

function refusal(problem) {
  if (!(problem instanceof Problem)) throw problem;
  switch (problem.code) {
    case 'signed_out': return { signIn: true };
    case 'payment_gateway_unavailable': return { go: bookingPage(problem.booking_id) };
    case 'already_holding': return { holding: problem.booking_id, isStale: true };
    case 'seat_unavailable': return { lost: new Set(problem.unavailable), isStale: true };
    case 'seat_rule': return { rule: { rule: problem.rule, ids: new Set(problem.show_seats) } };
    case 'price_changed': return { price: problem.amount, isStale: true };
    default: return { text: problemText(problem, { field: problem.field }), isStale: true };
  }
}

/** Joins the waitlist of a show; joining again finds the same entry. */
export async function joinWaitlist(show, { party, accessible }) {
  try {
    const entry = await call(`/shows/${show}/waitlist`, { method: 'POST', body: { seats: party, ...(accessible && { accessible }) } });
    return { go: '/waitlist.html?entry=' + encodeURIComponent(entry.entry_id) };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.code === 'signed_out') return { signIn: true };
    return { text: problemText(problem, { field: problem.field }), entries: problem.code === 'too_many_entries', isStale: true };
  }
}

/** The customer's unpaid bookings. */
export async function unpaidBookings() {
  const { bookings } = await call('/bookings');
  return bookings.filter(booking => booking.status === 'IN_BOOKING');
}
