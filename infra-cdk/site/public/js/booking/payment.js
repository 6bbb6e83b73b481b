/** What the customer does about an unpaid booking: pay, check the payment, give the seats up. */
import { call, problemText } from '/js/api.js';
import { closeDialog } from '/js/dialog.js';
import { draw, focusOn } from '/js/page.js';
import { isPhone } from '/js/parts.js';
import { ask, expectChange, id, overtake, PATH, refresh, state, take } from '/js/booking/state.js';
import { remember } from '/js/remember.js';
import { t } from '/js/text.js';

/** What the page knows about paying beside the booking itself. */
export const paying = {
  /** How the customer pays: `app` on this phone, `qr` with another one. */
  by: isPhone ? 'app' : 'qr',
  /** Whether the customer comes from MoMo, or has gone there; kept for the tab in which MoMo returns. */
  get started() {
    const payment = state.booking?.payment;
    return payment?.status === 'OPEN' && localStorage.getItem('paying:' + id) === payment.order_id;
  },
  busy: null,
  /** Whether no other payment can be opened. */
  exhausted: false,
  /** Messages, each beside the control that caused it. */
  message: null,
  checked: null,
  cancelFailed: null,
};

/** The links to pay with; null if there are none now. They are kept for a reload of the page. */
export function links() {
  const { payment } = state.booking;
  if (payment?.status !== 'OPEN') return null;
  const slot = 'links:' + payment.order_id;
  if (payment.pay_url) remember(sessionStorage, slot, JSON.stringify(payment));
  return payment.pay_url ? payment : JSON.parse(sessionStorage.getItem(slot));
}

/** What is to be said about the latest payment; null if nothing is. */
export const messageNow = () => paying.message?.about === state.booking.payment?.order_id ? paying.message : null;

/** Opens another payment. */
export async function requestPayment() {
  if (paying.busy) return;
  Object.assign(paying, { busy: 'pay', message: null, checked: null });
  draw();
  try {
    const { payment } = await call(PATH + '/payment', { method: 'POST' });
    overtake();
    state.booking = { ...state.booking, payment };
    expectChange();
    draw();
    focusOn('pay-title');
  } catch (problem) {
    await refresh();
    paying.exhausted = problem.code === 'not_payable' && state.booking.status === 'IN_BOOKING';
    paying.message = { about: state.booking.payment?.order_id, kind: problem.status === 502 ? 'warning' : 'error', code: problem.code,
      text: paying.exhausted ? t('booking.no_more_payments') : problem.code === 'payment_gateway_unavailable'
        ? t('booking.momo_silent', { seconds: problem.retryAfter ?? 5 }) : problemText(problem) };
  }
  paying.busy = null;
  draw();
}

/** Notes that the customer goes to MoMo, so that the page then waits for its confirmation. */
export function leaveForMomo() {
  remember(localStorage, 'paying:' + id, state.booking.payment.order_id);
  setTimeout(showWaiting, 500);
}

function showWaiting() {
  draw();
  focusOn('pay-title');
}

/** Shows how to pay again, because the customer has not paid. */
export function payAgain() {
  localStorage.removeItem('paying:' + id);
  paying.checked = null;
  draw();
  focusOn('pay-title');
}

/** Asks MoMo whether the booking is paid. */
export async function checkPayment({ quietly = false } = {}) {
  if (paying.busy) return;
  if (!quietly) Object.assign(paying, { busy: 'check', checked: null });
  draw();
  try {
    const answer = await ask('/payment/check', { method: 'POST' }), { booking } = answer;
    const open = booking.status === 'IN_BOOKING' && booking.payment?.status === 'OPEN';
    if (open && !quietly) paying.checked = { kind: 'info', text: t('booking.not_paid_yet') };
    await take(answer);
    expectChange();
  } catch (problem) {
    if (!quietly) paying.checked = { kind: problem.status === 429 ? 'info' : 'warning',
      text: problem.code === 'payment_gateway_unavailable' ? t('booking.check_silent') : problemText(problem) };
  }
  if (!quietly) paying.busy = null;
  draw();
  if (!quietly) document.getElementById('checked')?.scrollIntoView({ block: 'center' });
}

/** Gives the held seats up. */
export async function cancelHold() {
  if (paying.busy) return;
  Object.assign(paying, { busy: 'cancel', cancelFailed: null });
  draw();
  try {
    await call(PATH, { method: 'DELETE' });
    closeDialog('cancel');
  } catch (problem) {
    if (problem.code === 'not_cancellable') closeDialog('cancel');
    else paying.cancelFailed = { kind: 'error', text: problemText(problem) };
  }
  await refresh();
  paying.busy = null;
  draw();
}
