/** Takes the ticket out of the page: as a picture, into a calendar or a wallet. */
import { call, problemText } from '/js/api.js';
import { clockTime, isoDate, seatNames } from '/js/format.js';
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
  download(new Blob([inOneLanguage(await call(PATH + '/ticket.ics', { as: 'text' }))], { type: 'text/calendar' }), fileName('ics')));

/** The API's calendar file, whose text is in both languages, with a text in the page's. Lines are folded by RFC 5545. */
function inOneLanguage(file) {
  const text = t('ticket.calendar_text', { seats: seatNames(state.booking.show_seats), code: spaced(state.ticket.code) }) + '\n' + location.origin + location.pathname + location.search;
  const line = 'DESCRIPTION:' + text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
  return file.replace(/^DESCRIPTION:.*(\r\n .*)*/m, () => line.match(/.{1,24}/gu).join('\r\n '));
}

/** A ticket's code as people read it: `C5VV 3JKH`. */
export const spaced = code => `${code.slice(0, 4)} ${code.slice(4)}`;

/**
 * The name of a file for people, in letters that every device takes: `ve-ba-ngoai-toi-2026-12-01-1925.png`.
 *
 * @param seat the seat, if the file is for one alone
 */
export function fileName(ending, seat = null) {
  const { title, starts_at, time_zone } = state.booking.show;
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return [t('ticket.file'), plain, isoDate(starts_at, time_zone), clockTime(starts_at, time_zone).replace(':', ''), seat].filter(Boolean).join('-') + '.' + ending;
}

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
