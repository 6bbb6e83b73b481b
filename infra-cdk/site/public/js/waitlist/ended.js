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

function next({ map, busy, entry }, joinAgain) {
  if (map?.show.sales !== 'OPEN') return html`<p class="actions stack"><a class="button main" href="/">${t('page.to_programme')}</a></p>`;
  const isFree = map.summary.available >= entry.seats;
  const seats = html`<a class="button ${isFree ? 'main' : ''}" href="/seats.html?show=${entry.show_id}">${t(isFree ? 'seats.title' : 'wait.seats')}</a>`;
  const again = html`<button type="button" class=${isFree ? nothing : 'main'} ?disabled=${busy} @click=${joinAgain}>${t('wait.again')}</button>`;
  return html`<p class="actions stack">${isFree ? [seats, again] : [again, seats]}</p><p class="small dim">${t('wait.again_hint')}</p>`;
}
