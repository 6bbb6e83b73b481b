/** How a waitlist entry ended, and what the customer can do next. */
import { problemText } from '/js/api.js';
import { seatNames } from '/js/format.js';
import { html, nothing, notice } from '/js/page.js';
import { t } from '/js/text.js';

/** A refusal of the customer's last request. */
export const refused = ({ refusal }) => refusal ? notice('error', problemText(refusal)) : nothing;

/** The end of the entry. */
export function ended(state, joinAgain) {
  const { entry, booking } = state;
  if (entry.status === 'SERVED') return html`${notice('success', t('wait.served', { seats: seatNames(booking.show_seats) }))}
    <p class="actions stack"><a class="button main" href="/booking.html?booking_id=${booking.booking_id}">${t('wait.ticket')}</a></p>`;
  return html`<p>${t('wait.end.' + reason(state))}</p>
    ${booking && !['EXPIRED', 'CANCELLED'].includes(booking.status) ? html`<p><a href="/booking.html?booking_id=${booking.booking_id}">${t('wait.booking')}</a></p>` : nothing}
    ${refused(state)}${next(state, joinAgain)}`;
}

function reason({ entry, booking, map }) {
  if (map?.show.sales === 'CANCELLED') return 'cancelled';
  if (entry.status === 'LEFT') return 'left';
  return booking?.status === 'CANCELLED' ? 'let_go' : booking ? 'expired' : 'closed';
}

const next = ({ map, busy, entry }, joinAgain) => map?.show.sales === 'OPEN'
  ? html`<p class="actions stack"><button type="button" class="main" ?disabled=${busy} @click=${joinAgain}>${t('wait.again')}</button>
      <a class="button" href="/seats.html?show=${entry.show_id}">${t('wait.seats')}</a></p><p class="small dim">${t('wait.again_hint')}</p>`
  : html`<p class="actions stack"><a class="button main" href="/">${t('page.to_programme')}</a></p>`;
