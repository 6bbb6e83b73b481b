/** Leaving the waitlist, once the customer has confirmed it. */
import { closeDialog, dialog, openDialog } from '/js/dialog.js';
import { html } from '/js/page.js';
import { t } from '/js/text.js';

export const leaveButton = ({ busy }) => html`<p class="actions">
  <button type="button" class="danger" ?disabled=${busy} @click=${() => openDialog('leave')}>${t('wait.leave')}</button></p>`;

export const dialogToLeave = leave => dialog('leave', t('wait.leave_title'), html`<p>${t('wait.leave_text')}</p>
  <p class="actions"><button type="button" @click=${() => closeDialog('leave')}>${t('wait.stay')}</button>
    <button type="button" class="danger" @click=${() => { closeDialog('leave'); leave() }}>${t('wait.leave')}</button></p>`);
