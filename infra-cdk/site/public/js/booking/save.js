/** Takes the ticket out of the page: as a picture, into a calendar or a wallet. */
import { call, problemText } from '/js/api.js';
import { draw, html, nothing } from '/js/page.js';
import { ticketPicture } from '/js/booking/picture.js';
import { PATH, state } from '/js/booking/state.js';
import { t } from '/js/text.js';

/** `failed` says why something could not be saved. */
export const saving = { failed: null };

/** Lets the browser save a file. */
export function download(blob, name) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function save(action) {
  saving.failed = null;
  try {
    await action();
  } catch (problem) {
    saving.failed = problemText(problem);
  }
  draw();
}

/** Saves the ticket as a picture, which is made on the device and so needs no network. */
export const savePicture = () => save(async () => download(
  await ticketPicture({ show: state.booking.show, seats: state.booking.show_seats, code: state.ticket.code, qr: state.picture }), fileName('png')));

/** Saves the show as a calendar file. */
export const saveCalendar = () => save(async () =>
  download(await call(PATH + '/ticket.ics', { as: 'blob' }), fileName('ics')));

const fileName = ending => `${t('ticket.file')}-${state.booking.show_id}.${ending}`;

const walletLink = { asked: false, url: null };

/** The link that adds the ticket to Google Wallet, on phones that have it and if the cinema has an account there. */
export function wallet() {
  if (/Android/.test(navigator.userAgent) && !walletLink.asked) askForWallet();
  return walletLink.url ? html`<a class="button" href=${walletLink.url}>${t('ticket.wallet')}</a>` : nothing;
}

async function askForWallet() {
  walletLink.asked = true;
  try {
    walletLink.url = (await call(PATH + '/ticket/wallet')).google_wallet_url;
    draw();
  } catch {
    // The cinema has no account there, or there is no network: there is no button.
  }
}
