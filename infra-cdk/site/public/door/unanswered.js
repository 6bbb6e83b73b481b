/**
 * Scans whose answer was lost: the server may have recorded an admission that no usher has seen. Repeated under its id, such
 * a scan turns green for whoever shows the ticket next, so it is kept for a moment only, and until it is answered.
 */
import { now } from '/js/api.js';
import { keep, kept } from '/door/device.js';
import { refresh, ticketsWithCode } from '/door/lists.js';

/** Who shows a ticket again within this time after the answer was lost is the person who has not been let in. */
const SAME_PERSON = 60_000;
const CLOCKS_DIFFER = 5_000;

/** Newest first: `{scan_id, input, reading, wanted, sent, lost}`, with the times in milliseconds. */
let scans = kept('unanswered', []);

const fresh = () => scans.filter(one => Math.abs(now() - one.lost) < SAME_PERSON);

/**
 * The unanswered scan that a new scan of a ticket repeats: it must not admit any other seats. A typed code repeats the scan
 * of a QR code only if both are known to be the same booking's; else the server's answer tells, see {@link lostBefore}.
 */
export function toRepeat(input, reading, wanted) {
  const isGenuine = one => one.trust === 'genuine' && one.booking === reading.booking;
  const found = fresh().find(one => (isSame(one.input, input) || isGenuine(one.reading) && isGenuine(reading))
    && (one.wanted || !wanted) && seatsOf(one).every(seat => (wanted ?? reading.seats ?? []).includes(seat)));
  return found && { ...found, reading: isSame(found.input, input) ? reading : found.reading };
}

/** The unanswered scans that may have admitted seats of which the server now says that somebody is inside. */
export async function lostBefore({ booking_id, seats }) {
  if (fresh().some(one => one.input.code && !bookingOf(one))) await refresh();
  return fresh().filter(one => bookingOf(one) === booking_id && seats.some(({ seat, admitted_at }) =>
    Date.parse(admitted_at) > one.sent - CLOCKS_DIFFER && (!seatsOf(one).length || seatsOf(one).includes(seat))));
}

/** Keeps a scan whose answer was lost. */
export const keepUnanswered = scan => keepAll([{ ...scan, lost: now() }, ...fresh().filter(one => one.scan_id !== scan.scan_id)]);

/** Forgets a scan that is answered. */
export const forget = id => keepAll(fresh().filter(one => one.scan_id !== id));

/** Forgets the scans of a booking's seats, which this door has let in itself. */
export const forgetSeats = (booking, seats) =>
  keepAll(fresh().filter(one => bookingOf(one) !== booking || !seatsOf(one).some(seat => seats.includes(seat))));

function keepAll(those) {
  scans = those;
  keep('unanswered', scans);
}

const isSame = (one, other) => (one.code ?? one.token) === (other.code ?? other.token);

/** The seats that a scan may have admitted; none if it is of a code that the door does not know. */
const seatsOf = ({ wanted, reading }) => wanted ?? reading.seats ?? [];

const bookingOf = ({ input, reading }) => reading.booking ?? ticketsWithCode(input.code)[0]?.ticket.booking_id;
