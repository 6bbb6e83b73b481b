/** A hold: what is held and for how long, and how to pay for it. */
import { secondsUntil } from '/js/api.js';
import { money } from '/js/format.js';
import '/js/countdown.js';
import { dialog, closeDialog, openDialog } from '/js/dialog.js';
import { announce, draw, html, nothing, notice } from '/js/page.js';
import { device, skeleton } from '/js/parts.js';
import { pictureUrl, qrCode } from '/js/qr.js';
import { facts } from '/js/booking/facts.js';
import { cancelHold, checkPayment, leaveForMomo, links, messageNow, payAgain, paying, requestPayment } from '/js/booking/payment.js';
import { whereInHall } from '/js/booking/place.js';
import { returnPolicy } from '/js/booking/return-seats.js';
import { refresh, state } from '/js/booking/state.js';
import { t } from '/js/text.js';

/** The QR code that is drawn, and its content. */
let code = { of: null, url: null };

const message = of => of ? notice(of.kind, of.text) : nothing;

export function hold() {
  const { booking } = state, offer = booking.waitlist_entry_id !== null;
  return html`<div class="paying has-bar ${paying.started || booking.payment?.status === 'FAILED' ? 'pay-first' : ''}">
    <div class="what">
      <h1 id="title" tabindex="-1">${t(paying.started ? 'booking.title_waiting' : offer ? 'booking.title_offer' : 'booking.title_pay')}</h1>
      ${clock(booking)}
      ${state.extended ? notice('info', t('booking.extended')) : nothing}
      ${state.problem ? notice('warning', t('booking.stale')) : nothing}
      ${facts(booking)}
      <p class="small dim">${returnPolicy(booking)}</p>
      ${whereInHall({ roomy: true })}
    </div>
    <section class="card pay" aria-labelledby="pay-title">
      ${paying.started ? waiting() : ways(booking)}
      <p class="give-up"><button type="button" class="quiet" @click=${() => openDialog('cancel')}>${t(offer ? 'booking.let_go' : 'booking.cancel')}</button></p>
    </section>
    ${bar(booking)}
    ${dialog('cancel', t(offer ? 'booking.let_go' : 'booking.cancel'), html`
      <p>${t(offer ? 'booking.let_go_means' : 'booking.cancel_means')}</p>
      ${message(paying.cancelFailed)}
      <p class="actions"><button type="button" @click=${() => closeDialog('cancel')}>${t('booking.keep')}</button>
        <button type="button" class="danger" aria-disabled=${paying.busy === 'cancel'} @click=${cancelHold}>${t(offer ? 'booking.let_go' : 'booking.cancel_yes')}</button></p>`)}
  </div>`;
}

/** A hold that has ended, while the page finds out whether it was paid. */
export const ending = () => html`<div class="narrow">
  <h1 id="title" tabindex="-1">${t('booking.title_ending')}</h1>
  ${state.problem ? notice('warning', t('booking.ending_stale')) : html`<p>${t('booking.ending')}</p>${skeleton(1)}`}
  ${facts(state.booking)}</div>`;

function clock(booking) {
  const lastMinute = secondsUntil(booking.reservation_expires_at) <= 60;
  return html`<div class="clock ${lastMinute ? 'soon' : ''}">
    <p>${t('booking.held_for')} <count-down .until=${booking.reservation_expires_at} @minute=${warn} @end=${end}></count-down></p>
    <p class="small">${t(lastMinute ? 'booking.last_minute' : booking.waitlist_entry_id ? 'booking.offer_end_means' : 'booking.end_means')}</p>
  </div>`;
}

function warn() {
  announce(t('booking.announce_last_minute'));
  draw();
}

function end() {
  draw();
  refresh();
}

/** The customer comes from MoMo, which has not said yet that it is paid. */
const waiting = () => html`
  <h2 id="pay-title" tabindex="-1">${t('booking.waiting')}</h2>
  <p class="pulse">${t('booking.waiting_means')}</p>
  <p class="actions stack"><button type="button" class="main" aria-disabled=${paying.busy === 'check'} @click=${() => checkPayment()}>${t('booking.check_now')}</button>
    <button type="button" @click=${payAgain}>${t('booking.pay_otherwise')}</button></p>
  ${links() ? html`<p class="small">${t('booking.momo_not_open')} <a href=${links().pay_url} @click=${leaveForMomo}>${t('booking.momo_site')}</a></p>` : nothing}
  <div id="checked" aria-live="polite">${message(paying.checked)}</div>`;

function ways(booking) {
  const declined = booking.payment?.status === 'FAILED', to = links();
  if (declined) return html`
    <h2 id="pay-title" tabindex="-1">${t('booking.declined')}</h2>
    <p>${t('booking.declined_means')}</p>${message(messageNow())}
    ${paying.exhausted ? nothing : html`<p class="actions stack"><button type="button" class="main big" aria-disabled=${paying.busy === 'pay'} @click=${requestPayment}>${t('booking.pay_again')}</button></p>`}`;
  return html`
    <h2 id="pay-title" tabindex="-1">${t('booking.pay_with_momo')}</h2>
    <div class="chips wrap" role="group" aria-label=${t('booking.how')}>${['app', 'qr'].map(by => html`
      <button type="button" class="chip" aria-pressed=${paying.by === by} @click=${() => { paying.by = by; draw() }}>${t('booking.by_' + by, { device: device() })}</button>`)}</div>
    ${to ? paying.by === 'app' ? app(to) : qr(to) : messageNow() || booking.payment && state.loaded ? silent() : skeleton(5)}
    <h3>${t('booking.paid_already')}</h3>
    <p><button type="button" aria-disabled=${paying.busy === 'check'} @click=${() => checkPayment()}>${t('booking.check')}</button></p>
    <div id="checked" aria-live="polite">${message(paying.checked)}</div>`;
}

/** MoMo gives no link. It is asked again by itself whenever the booking is loaded. */
const silent = () => html`
  ${message(messageNow() ?? { kind: 'warning', text: t('booking.momo_silent', { seconds: 5 }) })}
  <p><button type="button" class="main" aria-disabled=${paying.busy === 'pay'} @click=${requestPayment}>${t('page.retry')}</button></p>`;

const app = to => html`
  <p>${t('booking.app_how')}</p>
  <p class="actions stack">${to.deeplink ? html`<a class="button main big" href=${to.deeplink} @click=${leaveForMomo}>${t('booking.open_momo')}</a>` : nothing}
    <a class="button ${to.deeplink ? '' : 'main big'}" href=${to.pay_url} @click=${leaveForMomo}>${t('booking.momo_site')}</a></p>`;

function qr(to) {
  drawCode(to.qr_code_url ?? to.pay_url);
  return html`
    <p>${t('booking.qr_how')}</p>
    <div class="momo-qr">${code.url ? html`<img src=${code.url} alt=${t('booking.qr_alt')} width="240" height="240">` : html`<div class="skeleton"></div>`}</div>
    <p><a href=${to.pay_url} @click=${leaveForMomo}>${t('booking.momo_site')}</a></p>`;
}

/** Draws the QR code of a content unless it is drawn already. */
async function drawCode(content) {
  if (code.of === content) return;
  if (code.url) URL.revokeObjectURL(code.url);
  code = { of: content, url: null };
  const url = pictureUrl(await qrCode(content));
  if (code.of === content) code.url = url;
  draw();
}

/** On a phone, the sum, the time left and the next step stay within the thumb's reach. */
function bar(booking) {
  const to = !paying.started && booking.payment?.status !== 'FAILED' ? links() : null;
  return html`<div class="bar on-phones"><div class="wide">
    <p><b class="numeric">${money(booking.amount)}</b><br><span class="small">${t('booking.left')} <count-down .until=${booking.reservation_expires_at}></count-down></span></p>
    ${paying.started ? html`<button type="button" class="main" aria-disabled=${paying.busy === 'check'} @click=${() => checkPayment()}>${t('booking.check_now')}</button>`
      : to ? html`<a class="button main" href=${to.deeplink ?? to.pay_url} @click=${leaveForMomo}>${t('booking.open_momo')}</a>`
      : paying.exhausted ? html`<button type="button" class="main" @click=${() => openDialog('cancel')}>${t('booking.cancel')}</button>`
      : html`<button type="button" class="main" aria-disabled=${paying.busy === 'pay'} @click=${requestPayment}>${t(messageNow() ? 'page.retry' : 'booking.pay_again')}</button>`}
  </div></div>`;
}
