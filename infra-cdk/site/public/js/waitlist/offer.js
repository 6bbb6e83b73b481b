/** Seats that are offered to the customer: where they are, how long they are held, to pay or to let go. */
import { closeDialog, dialog, openDialog } from '/js/dialog.js';
import '/js/countdown.js';
import { money, seatNames } from '/js/format.js';
import { announce, draw, html, nothing, notice } from '/js/page.js';
import { seatMap } from '/js/seat-map.js';
import { t } from '/js/text.js';
import { refused } from '/js/waitlist/ended.js';

let overAt = null;

/** The offer with its actions in the bar at the bottom. */
export function offer(state, letGo) {
  const { entry, booking, map, busy } = state, seats = seatNames(booking.show_seats), until = booking.reservation_expires_at;
  return html`
    ${overAt === until ? notice('warning', t('wait.over')) : html`<p>${t('wait.offer')}</p>`}
    <section class="card"><h2>${t('wait.your_seats')}</h2>
      <p class="seats">${seats}</p><p>${t('wait.party', entry)} · <strong>${money(booking.amount)}</strong></p>
      ${map ? seatMap({ map, own: new Set(booking.show_seats), size: 'small', label: t('wait.map', { seats }) }) : nothing}</section>
    ${overAt === until ? nothing : html`<div class="bar"><div class="wide">${refused(state)}
      <p class="left">${t('wait.left')} <count-down .until=${until} @minute=${() => announce(t('wait.soon'))} @end=${() => end(until)}></count-down></p>
      <button type="button" ?disabled=${busy} @click=${() => openDialog('let-go')}>${t('wait.let_go')}</button>
      <a class="button main" href="/booking.html?booking_id=${booking.booking_id}">${t('wait.pay', { amount: money(booking.amount) })}</a></div></div>`}
    ${dialog('let-go', t('wait.let_go_title', { seats }), html`<p>${t('wait.let_go_text')}</p>
      <p class="actions"><button type="button" @click=${() => closeDialog('let-go')}>${t('wait.keep')}</button>
        <button type="button" class="danger" @click=${() => { closeDialog('let-go'); letGo() }}>${t('wait.let_go')}</button></p>`)}`;
}

/** The page looks for the outcome soon; MoMo may still be processing a payment. */
function end(until) {
  overAt = until;
  closeDialog('let-go');
  announce(t('wait.over'));
  draw();
}
