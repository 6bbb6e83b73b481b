/** Blocks of a show's seats: adds and lifts them. */
import { call } from '/js/api.js';
import { dayAndTime, seatNames } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { t } from '/js/text.js';
import { ask } from '/desk/dialog.js';
import { code } from '/desk/pieces.js';

const REASON = 200;

/** The field for a reason that staff will read. */
export const reasonField = hint => ({ name: 'reason', label: t('desk.reason'), hint, max: REASON, required: t('desk.reason_missing') });

/** Asks for a reason and blocks free seats. */
export const blockChosen = (show, seats, changed) => ask({
  title: t('desk.block.ask', { n: seats.length }),
  body: () => html`<p><b>${seatNames(seats)}</b></p><p>${t('desk.block.what')}</p>`,
  fields: () => [reasonField(t('desk.block.hint'))],
  confirm: () => t('desk.block.now', { n: seats.length }),
  act: ({ reason }) => call(`/manage/shows/${encodeURIComponent(show.show_id)}/blocks`,
    { method: 'POST', body: { show_seats: seats, reason: reason.trim() } }),
  done: () => t('desk.block.done', { seats: seatNames(seats) }), after: changed,
});

const lift = (block, changed) => ask({
  title: t('desk.block.lift_ask', { seats: seatNames(block.show_seats) }),
  body: () => html`<p>${t('desk.block.lift_what')}</p>`,
  confirm: () => t('desk.block.lift'),
  act: () => call('/manage/blocks/' + encodeURIComponent(block.block_id), { method: 'DELETE' }),
  done: () => t('desk.block.lifted', { seats: seatNames(block.show_seats) }), after: changed,
});

/** The show's blocks. */
export const blocks = (show, zone, changed) => html`<h2 id="blocks" tabindex="-1">${t('desk.block.title')}</h2>
  ${show.blocks.length ? html`<ul class="rows">${show.blocks.map(b => html`<li><div><b>${seatNames(b.show_seats)}</b><br>${b.reason}<br>
      <span class="small dim">${dayAndTime(b.created_at, zone)} · ${code(b.created_by)}</span></div>
      <button aria-label=${t('desk.block.lift_of', { seats: seatNames(b.show_seats) })} @click=${() => lift(b, changed)}>${t('desk.block.lift')}</button></li>`)}</ul>`
    : html`<p class="dim">${t('desk.block.none')}</p>`}`;
