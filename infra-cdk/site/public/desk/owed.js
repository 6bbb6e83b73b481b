/** What a cancelled show still owes: its refunds that MoMo cannot make. Its support cases tell, to who may read them. */
import { call } from '/js/api.js';
import { may } from '/desk/pieces.js';

const MOST = 30;
const bookings = new Map();
let found = null;

/** Reads the cases of a cancelled show, and some of their bookings at a time; a failure leaves what is known. */
export async function look(show) {
  if (!may('support') || !show.cancellation?.finished_at) return;
  const { cases } = await call('/support/cases').catch(() => ({}));
  if (!cases) return;
  const since = cases.filter(c => c.booking_id && new Date(c.opened_at) >= new Date(show.cancellation.requested_at));
  for (const { booking_id } of since.filter(c => !bookings.has(c.booking_id)).slice(0, MOST)) {
    const details = await call('/support/bookings/' + encodeURIComponent(booking_id)).catch(() => null);
    if (details) bookings.set(booking_id, details.booking);
  }
  const isOfShow = c => bookings.get(c.booking_id)?.show_id === show.show_id
    && bookings.get(c.booking_id).refunds.some(r => r.refund_id === c.refund_id && r.reason === 'SHOW_CANCELLED');
  found = { show: show.show_id, complete: since.every(c => bookings.has(c.booking_id)),
    cases: since.filter(c => c.refund_status === 'REFUND_FAILED' && isOfShow(c)) };
}

/** Whether a case is about cash, which staff pay back at the counter. */
export const isCash = c => /paid in cash/.test(c.detail);

/** What is owed as `{cash, refused}`, each `{n, amount}`; null as long as not all of it is known. */
export function owed({ show_id }) {
  if (found?.show !== show_id || !found.complete) return null;
  const sum = cases => ({ n: cases.length, amount: cases.reduce((all, c) => all + c.amount, 0) });
  return { cash: sum(found.cases.filter(isCash)), refused: sum(found.cases.filter(c => !isCash(c))) };
}
