/** A ticket for one seat, to send to somebody who comes separately. */
import { call, problemText } from '/js/api.js';
import { closeDialog, dialog } from '/js/dialog.js';
import { seatName } from '/js/format.js';
import { draw, html, nothing, notice } from '/js/page.js';
import { skeleton } from '/js/parts.js';
import { qrCode } from '/js/qr.js';
import { ticketPicture } from '/js/booking/picture.js';
import { download, fileName } from '/js/booking/save.js';
import { PATH, state } from '/js/booking/state.js';
import { t } from '/js/text.js';

const shared = { seat: null, file: null, url: null, problem: null };

/** Makes the ticket of a seat. */
export async function openShare(seat) {
  forget();
  shared.seat = seat;
  draw();
  try {
    const { token, show } = await call(PATH + '/ticket', { method: 'POST', body: { show_seats: [seat] } });
    const picture = await ticketPicture({ show, seats: [seat], code: null, qr: await qrCode(token) });
    shared.file = new File([picture], fileName('png', seatName(seat)), { type: 'image/png' });
    shared.url = URL.createObjectURL(picture);
  } catch (problem) {
    shared.problem = problem;
  }
  draw();
}

function forget() {
  if (shared.url) URL.revokeObjectURL(shared.url);
  Object.assign(shared, { seat: null, file: null, url: null, problem: null });
}

const canShare = () => navigator.canShare?.({ files: [shared.file] });

/** The dialog with the ticket of the seat. */
export const share = () => dialog('share', shared.seat ? t('share.title', { seat: seatName(shared.seat) }) : t('share.heading'), html`
  ${shared.problem ? notice('error', problemText(shared.problem), html`<p><button type="button" @click=${() => openShare(shared.seat)}>${t('page.retry')}</button></p>`)
    : shared.url ? html`<img class="shared" src=${shared.url} alt=${t('share.alt', { seat: seatName(shared.seat) })}>` : skeleton(8)}
  <p class="small">${t('share.once')}</p>
  <p class="actions stack">${shared.file ? html`
    ${canShare() ? html`<button type="button" class="main" @click=${send}>${t('share.send')}</button>` : nothing}
    <button type="button" class=${canShare() ? '' : 'main'} @click=${() => download(shared.file, shared.file.name)}>${t('ticket.save_picture')}</button>` : nothing}
    <button type="button" @click=${() => closeDialog('share')}>${t('dialog.close')}</button></p>`, forget);

const send = () => navigator.share({ files: [shared.file], title: `${state.booking.show.title}, ${seatName(shared.seat)}` })
  .catch(() => {});                         // The customer chose nobody: the dialog is still there.
