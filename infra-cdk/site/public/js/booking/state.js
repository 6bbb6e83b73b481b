/** The booking that the page shows, loaded again while something about it can change. */
import { call, now, secondsUntil } from '/js/api.js';
import { user } from '/js/auth.js';
import { bySeat, seatName } from '/js/format.js';
import { dropTicket, keepTicket, keptTicket } from '/js/kept-tickets.js';
import { announce, draw, focusOn, parameters } from '/js/page.js';
import { remember } from '/js/remember.js';
import { t } from '/js/text.js';

const SECOND = 1000, MINUTE = 60 * SECOND;

export const id = parameters.get('booking_id');

/** The booking's path in the API. */
export const PATH = '/bookings/' + encodeURIComponent(id);

const kept = id && keptTicket(id);

export const state = {
  booking: kept?.booking ?? null,
  /** The ticket of a paid booking, and its QR code as an SVG text. */
  ticket: kept?.ticket ?? null,
  picture: kept?.picture ?? null,
  /** When the booking was last loaded. */
  at: kept?.at ?? null,
  /** Why it could not be loaded just now; null if it could. */
  problem: null,
  loaded: false,
  /** Whether the page has seen that the hold was over, or longer than before. */
  wasOver: false,
  extended: false,
};

/** The payment that the customer returns from, named by the address; it may have been opened in another browser. */
let returned = parameters.get('returned');

/** Whether the customer returns from MoMo just now: not after a reload. */
export const comesFromMomo = returned !== null;

/** The number of the latest request for the booking, and that of the request whose answer is shown. */
let asked = 0, taken = 0;
let changedAt = now();
let timer = 0;

/** Where the booking stands: `hold`, `ending`, `ticket`, `over` or `refund`; `none` if it is no customer's booking. */
export function stage(booking = state.booking) {
  switch (booking?.status) {
    case 'IN_BOOKING': return secondsUntil(booking.reservation_expires_at) > 0 ? 'hold' : 'ending';
    case 'PAID': return 'ticket';
    case 'EXPIRED': case 'CANCELLED': return 'over';
    case 'REFUND_PENDING': case 'REFUNDED': case 'REFUND_FAILED': return 'refund';
    default: return 'none';
  }
}

/** The seats for which nobody is inside. */
export function outside() {
  const inside = new Set((state.ticket?.seats ?? []).filter(seat => seat.admitted_at).map(seat => seat.seat));
  return state.booking.show_seats.filter(id => !inside.has(seatName(id))).sort(bySeat);
}

/** Loads the booking, draws it, and looks again later if that can bring something new. */
export async function refresh() {
  clearTimeout(timer);
  const number = ++asked;
  try {
    const booking = await call(PATH);
    if (number > taken) {
      taken = number;
      await show(booking);
    }
  } catch (problem) {
    if (number >= taken) state.problem = problem;
  }
  state.loaded = true;
  draw();
  schedule();
}

/** Sends a request that may change the booking, and returns its answer for {@link take}. */
export const ask = async (path, options) => ({ number: ++asked, booking: await call(PATH + path, options) });

/** Shows the answer to a request. If the booking was loaded meanwhile, nobody knows which is newer: it is loaded again. */
export async function take({ number, booking }) {
  if (taken > number) return refresh();
  overtake();
  await show(booking);
}

/** Ignores the answers of requests that are under way: they may be older than this change. */
export function overtake() {
  taken = asked;
}

/** Takes an answer of the API as the booking's current state. */
async function show(booking) {
  const before = state.booking, stageBefore = before && stage(before);
  if (stageBefore === 'over') state.wasOver = true;
  if (before && booking.status === 'IN_BOOKING' && booking.reservation_expires_at > before.reservation_expires_at) {
    state.extended = true;
    announce(t('booking.extended'));
  }
  if (before?.status !== booking.status || state.extended) changedAt = now();
  Object.assign(state, { booking, at: new Date(now()).toISOString(), problem: null });
  if (booking.status !== 'IN_BOOKING') localStorage.removeItem('paying:' + id);
  noteReturn(booking.payment);
  if (!isTicketOf(booking)) forgetTicket();
  if (booking.status === 'PAID') await loadTicket(booking);
  draw();
  if (state.loaded && stageBefore && stage() !== stageBefore) {
    announce(t('booking.announce_' + stage()));
    focusOn('title');
  }
}

/** Lets the page wait for MoMo's confirmation of the payment that the customer returns from, once: not after a reload. */
function noteReturn(payment) {
  if (!returned) return;
  if (payment?.status === 'OPEN' && payment.order_id === returned) remember(localStorage, 'paying:' + id, returned);
  returned = null;
  history.replaceState(null, '', '?' + new URLSearchParams({ booking_id: id }));
}

/** Whether the ticket that is shown lets the customer in for the seats that the booking has now. */
const isTicketOf = ({ status, show_seats }) => status === 'PAID' && state.ticket?.seats.length === show_seats.length
  && show_seats.every(seat => state.ticket.seats.some(s => s.seat === seatName(seat)));

function forgetTicket() {
  Object.assign(state, { ticket: null, picture: null });
  dropTicket(id);
  draw();
}

/** Loads the ticket. Without it the booking is shown all the same, with the reason in `problem`. */
async function loadTicket(booking) {
  const owner = user()?.name;
  try {
    const ticket = await call(PATH + '/ticket');
    const picture = ticket.token === state.ticket?.token ? state.picture : await call(PATH + '/ticket.svg', { as: 'text' });
    if (state.booking !== booking) return;
    Object.assign(state, { ticket, picture });
    keepTicket(booking, ticket, picture, owner);
  } catch (problem) {
    if (state.booking === booking) state.problem = problem;
  }
}

/** How long until the booking is looked at again; null if nothing is expected. */
function pause() {
  const { booking, problem } = state, age = now() - changedAt;
  if (problem && problem.code !== 'offline' && !(problem.status >= 500 || problem.status === 429)) return null;
  if (!booking || stage() === 'ticket' && !state.ticket) return 5 * SECOND;
  const refunding = booking.refunds.some(refund => refund.status === 'PENDING');
  switch (stage()) {
    case 'hold': return age < MINUTE ? 2 * SECOND : 5 * SECOND;
    case 'ending': return 2 * SECOND;
    case 'over': return booking.payment?.status !== 'OPEN' ? null : age < MINUTE ? 3 * SECOND : age < 30 * MINUTE ? 15 * SECOND : null;
    case 'refund': case 'ticket':
      if (refunding) return age < MINUTE ? 5 * SECOND : MINUTE;
      return stage() === 'ticket' && atTheDoor(booking.show) ? 20 * SECOND : null;
    default: return null;
  }
}

/** Whether somebody may be let in with the ticket about now. */
const atTheDoor = show => now() > Date.parse(show.starts_at) - 90 * MINUTE && now() < Date.parse(show.ends_at);

function schedule() {
  clearTimeout(timer);
  const wait = pause();
  if (wait !== null && !document.hidden) timer = setTimeout(refresh, wait);
}

/** Looks often again for a while, because the customer did something. */
export function expectChange() {
  changedAt = now();
  schedule();
}

/** Loads the booking, and again whenever the page is shown or the network is back. */
export function follow() {
  document.addEventListener('visibilitychange', () => document.hidden ? clearTimeout(timer) : refresh());
  addEventListener('pageshow', event => event.persisted && refresh());
  addEventListener('online', refresh);
  return refresh();
}
