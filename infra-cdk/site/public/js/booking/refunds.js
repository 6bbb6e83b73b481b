/** Where the money of refunds is, in words. */
import { dayAndTime, money, seatNames } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { t } from '/js/text.js';

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
