/** Where the money of refunds is, in words. */
import { dayAndTime, money, seatNames } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { t } from '/js/text.js';

/** What of the price of a booking's seats comes back, and what the cinema keeps of it. Another payment of the booking comes back as a whole. */
export function balance({ amount, refunds }) {
  const ofSeats = refunds.filter(refund => refund.show_seats.length), back = ofSeats.reduce((sum, refund) => sum + refund.amount, 0);
  const seatsOf = reason => ofSeats.filter(refund => refund.reason === reason).flatMap(refund => refund.show_seats);
  const returned = seatsOf('CUSTOMER');
  return { amount, back, fee: returned.length ? amount - back : 0, returned, cancelled: seatsOf('SHOW_CANCELLED'),
    isBack: ofSeats.every(refund => refund.status === 'SUCCEEDED') };
}

const KINDS = { PENDING: 'info', SUCCEEDED: 'success', FAILED: 'warning' };

/** The refunds of a booking; nothing if it has none. */
export const refunds = booking => booking.refunds.length === 0 ? nothing : html`
  <ul class="refunds" aria-label=${t('refund.list')}>${booking.refunds.map(refund => html`
    <li class="notice ${KINDS[refund.status]}">
      <p><b class="numeric">${money(refund.amount)}</b>${refund.show_seats.length ? ` · ${t('refund.seats', { seats: seatNames(refund.show_seats) })}` : nothing}</p>
      <p class="small">${t('refund.reason_' + refund.reason)}</p>
      <p>${t(refund.status === 'SUCCEEDED' && refund.method === 'BY_HAND' ? 'refund.by_hand' : 'refund.' + refund.status,
        { time: dayAndTime(refund.ended_at ?? refund.requested_at, booking.show.time_zone) })}</p>
    </li>`)}</ul>`;
