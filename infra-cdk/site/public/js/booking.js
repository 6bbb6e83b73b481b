/** One booking: hold, payment, ticket, refund. MoMo sends the browser back to this page, too. */
import { problemText } from '/js/api.js';
import { signIn, user } from '/js/auth.js';
import { arrive, html, notice, start } from '/js/page.js';
import { keepOffline } from '/js/offline.js';
import { skeleton } from '/js/parts.js';
import { ending, hold } from '/js/booking/hold.js';
import { over, refunded } from '/js/booking/over.js';
import { checkPayment, paying, requestPayment } from '/js/booking/payment.js';
import { comesFromMomo, follow, id, refresh, stage, state } from '/js/booking/state.js';
import { ticket } from '/js/booking/ticket.js';
import { t } from '/js/text.js';

const VIEWS = { hold, ending, ticket, over, refund: refunded };

function view() {
  const { booking, problem } = state, at = stage();
  if (!id) return instead('booking.unknown_payment', toBookings());
  if (booking && VIEWS[at] && (problem?.code !== 'signed_out' || at === 'ticket')) return VIEWS[at]();
  if (problem?.code === 'signed_out' || !user()) return instead('booking.signed_out', html`
    <button type="button" class="main big" @click=${() => signIn()}>${t('page.sign_in')}</button>`);
  if (booking || ['not_found', 'invalid_request'].includes(problem?.code)) return instead('booking.not_found', toBookings());
  if (problem) return html`<h1 id="title" tabindex="-1">${t('booking.title')}</h1>
    ${notice('error', problemText(problem), html`<p><button type="button" @click=${refresh}>${t('page.retry')}</button></p>`)}`;
  return html`<div class="narrow"><h1 id="title" tabindex="-1">${t('booking.title')}</h1><div class="card loading">${skeleton(7)}</div></div>`;
}

/** A page that says why there is no booking. */
const instead = (text, action) => html`<div class="narrow empty"><h1 id="title" tabindex="-1">${t(text)}</h1><p>${t(text + '_hint')}</p><p class="actions">${action}</p></div>`;

const toBookings = () => html`<a class="button main" href="/bookings.html">${t('page.bookings')}</a><a class="button" href="/">${t('page.to_programme')}</a>`;

/** Asks MoMo a few times after the customer returns, because its IPN may be lost. */
function checkByItself(times) {
  if (!times) return;
  setTimeout(async () => {
    if (paying.started && stage() === 'hold' && !document.hidden) await checkPayment({ quietly: true });
    checkByItself(times - (paying.started ? 1 : 0));
  }, 12_000);
}

start({ title: () => t(state.booking?.status === 'PAID' ? 'ticket.title' : 'booking.title'), current: '/bookings.html', view });
if (id) {
  await follow();
  arrive({ acted: comesFromMomo });
  if (stage() === 'hold' && !state.booking.payment) requestPayment();              // an offer has no payment yet
  checkByItself(5);
  keepOffline('customers');
}
