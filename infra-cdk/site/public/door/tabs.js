/** The bar at the bottom of the door's screens, within reach of the thumb. */
import { html, nothing } from '/js/page.js';
import { t } from '/js/text.js';
import { openConflicts } from '/door/reports.js';
import { state } from '/door/state.js';

/** The screens to go to, after an action of the screen itself. */
export const tabs = (action = nothing) => html`<nav class="tabs" aria-label=${t('door.screens')}>${action}
  ${['scan', 'find', 'recent'].map(name => html`<a class="tab" href="#${name}" aria-current=${state.screen === name ? 'page' : nothing}>${t('door.tab_' + name)}${
    name === 'recent' && openConflicts().length ? html` <span class="count">${openConflicts().length}</span>` : nothing}</a>`)}</nav>`;
