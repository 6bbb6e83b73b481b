/** Closes, reopens and cancels a show. */
import { call } from '/js/api.js';
import { clockTime, dayAndTime, money } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { t } from '/js/text.js';
import { reasonField } from '/desk/blocks.js';
import { ask } from '/desk/dialog.js';
import { owed } from '/desk/owed.js';
import { code, may, sellable } from '/desk/pieces.js';
import { address } from '/desk/router.js';

/** Who changed the sales and why, and what can be changed. */
export function actions(show, zone, changed) {
  const { sales } = show;
  return html`
    ${show.sales_changed_at ? html`<p class="small dim">${t('desk.sales.changed', { time: dayAndTime(show.sales_changed_at, zone) })} ${code(show.sales_changed_by)}${
      show.sales_reason ? html`: “${show.sales_reason}”` : nothing}</p>` : nothing}
    ${sales === 'CANCELLED' ? nothing : html`<div class="actions">
      ${sellable(show) ? html`<a class="button ${sales === 'CLOSED' ? '' : 'main'}" href=${address('sale', { show: show.show_id })}>${t('desk.shows.sell')}</a>` : nothing}
      ${['OPEN', 'NOT_OPEN'].includes(sales) ? html`<button @click=${() => close(show, changed)}>${t('desk.sales.close')}</button>` : nothing}
      ${sales === 'CLOSED' ? html`<button @click=${() => reopen(show, changed)}>${t('desk.sales.reopen')}</button>` : nothing}
      <button class="danger" @click=${() => cancel(show, zone, changed)}>${t('desk.cancel.go')}</button></div>`}`;
}

const path = (show, what) => `/manage/shows/${encodeURIComponent(show.show_id)}/${what}`;

const close = (show, changed) => ask({
  title: t('desk.sales.close_ask'),
  body: () => html`<p>${t('desk.sales.close_what')}</p>`,
  fields: () => [reasonField(t('desk.sales.hint'))],
  confirm: () => t('desk.sales.close_now'),
  act: ({ reason }) => call(path(show, 'close'), { method: 'POST', body: { reason: reason.trim() } }),
  done: () => t('desk.sales.closed'), after: changed,
});

const reopen = (show, changed) => ask({
  title: t('desk.sales.reopen_ask'),
  body: () => html`<p>${t('desk.sales.reopen_what')}</p>`,
  fields: () => [{ ...reasonField(''), label: t('desk.reason_optional'), required: '' }],
  confirm: () => t('desk.sales.reopen_now'),
  act: ({ reason = '' }) => call(path(show, 'reopen'), { method: 'POST', body: reason.trim() ? { reason: reason.trim() } : undefined }),
  done: () => t('desk.sales.reopened'), after: changed,
});

/** A text without marks, capitals and spaces at its ends, to compare what was typed. */
const plain = text => text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd');

function cancel(show, zone, changed) {
  const time = clockTime(show.starts_at, zone);
  const right = value => [plain(show.title), time].includes(plain(value).replace(/^(\d{1,2})[h.](\d\d)$/, '$1:$2'));
  ask({
    title: t('desk.cancel.ask', { title: show.title, time }), danger: true,
    body: () => html`<p>${t('desk.cancel.what')}</p>
      <ul><li>${t('desk.cancel.sold', { n: show.sold, amount: money(show.revenue) })}</li>
        <li>${t('desk.cancel.held', { n: show.held })}</li><li>${t('desk.cancel.waiting', { n: show.waiting })}</li></ul>
      ${show.sales === 'OPEN' ? html`<p class="small">${t('desk.cancel.close_first')}</p>` : nothing}<p class="small">${t('desk.cancel.balance', { amount: money(show.revenue) })}</p>`,
    fields: () => [
      reasonField(t('desk.sales.hint')),
      { name: 'typed', label: t('desk.cancel.type', { time }), required: t('desk.cancel.type_missing', { time }),
        check: value => right(value) ? null : t('desk.cancel.type_wrong', { time }) },
    ],
    confirm: () => t('desk.cancel.now'),
    act: ({ reason }) => call(path(show, 'cancel'), { method: 'POST', body: { reason: reason.trim() } }),
    done: () => t('desk.cancel.started'), after: changed,
  });
}

/** How far a cancellation is. */
export function progress(show) {
  const c = show.cancellation;
  if (!c) return nothing;
  const done = show.capacity - c.seats_left;
  return html`<section class="card cancelling"><h2>${t(c.finished_at ? 'desk.cancel.finished' : 'desk.cancel.running')}</h2>
    ${c.finished_at ? nothing : html`<progress max=${show.capacity} .value=${done} aria-label=${t('desk.cancel.running')}></progress>`}
    <ul>${refunds(c.bookings_refunded, c.finished_at && owed(show))}
      ${c.bookings_cancelled ? html`<li>${t('desk.cancel.ended', { n: c.bookings_cancelled })}</li>` : nothing}
      ${c.entries_lapsed ? html`<li>${t('desk.cancel.lapsed', { n: c.entries_lapsed })}</li>` : nothing}
      ${!c.finished_at && c.seats_left ? html`<li>${t('desk.cancel.left', { n: c.seats_left })}</li>` : nothing}</ul>
    ${c.finished_at ? html`<p>${t('desk.cancel.then')} ${may('support') ? html`<a href=${address('cases')}>${t('desk.tab.cases')}</a>`
      : t('desk.cancel.then_support')}</p>` : nothing}</section>`;
}

/** The refunds of so many bookings: which wait for staff, if that is known. */
function refunds(n, known) {
  if (!known?.cash.n && !known?.refused.n) return html`<li>${t('desk.cancel.refunded', { n })}</li>`;
  const { cash, refused } = known, rest = n - cash.n - refused.n;
  const line = (name, { n, amount }) => n ? html`<li>${t('desk.cancel.' + name, { n, amount: money(amount) })}</li>` : nothing;
  return html`${line('cash', cash)}${line('refused', refused)}${rest > 0 ? html`<li>${t('desk.cancel.rest', { n: rest })}</li>` : nothing}`;
}
