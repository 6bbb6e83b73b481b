/** Native dialogs, for what should be confirmed. */
import { html, nothing } from '/js/page.js';

/** A dialog that {@link openDialog} opens. Escape and {@link closeDialog} close it, and the focus goes back. */
export const dialog = (id, title, content, onClose = nothing) => html`
  <dialog id=${id} aria-labelledby="${id}-title" @close=${onClose}><h2 id="${id}-title">${title}</h2>${content}</dialog>`;

export const openDialog = id => document.getElementById(id).showModal();

export const closeDialog = id => document.getElementById(id)?.close();
