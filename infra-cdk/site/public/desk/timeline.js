/** What happened to a booking, in words. */
import { bySeat, clockTime, money, shortDay } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { t } from '/js/text.js';
import { isCash } from '/desk/owed.js';
import { code, technical, word } from '/desk/pieces.js';

/** How the API describes steps; the names of the groups are those of texts. Other descriptions are shown as they are. */
const DETAILS = [
  /^(?<seats>[^,]+) for (?<amount>\d+) VND(, to waitlist entry (?<entry>\S+))?$/,
  /^((?<seats>[^,]+), )?(?<provider>MOMO|CASH) payment (?<payment>\S+), (?<amount>\d+) VND(, transaction (?<transaction>.+))?$/,
  /^(?<refund>\S+-r\d+), (?<amount>\d+) VND( for (?<seats>[^,]+))?(, admitted: (?<admitted>[^,]+))?(, (?<reason>[A-Z_]+)|, (?<momo>through MoMo)|, by hand: (?<note>.*))?$/s,
  /^(?<seats>[^,]+?)( admitted twice or returned: (?<conflicting>[^,]+))?, scan (?<scan>[^:, ]+)(, by a door without network, recorded at (?<recorded>[^:]+:[^:]+:[^:]+Z))?(: (?<why>.*))?$/s,
  /^(?<case>\S+), (?<case_reason>[A-Z_]+): (?<said>.*)$/s,
  /^(?<case>(bk|stray)\S+): (?<closing>.*)$/s,
  /^(?<seats>[A-ZĐ0-9][A-ZĐ0-9 -]*), (?<why>.*)$/s,
];
const FORMS = {
  amount: money, seats: value => value.split(' ').sort(bySeat).join(', '), recorded: value => clockTime(value),
  provider: value => word('desk.provider.', value), reason: value => word('desk.reason.', value),
  case_reason: value => word('desk.case_reason.', value),
};
/** Ids are of use to somebody who reads logs, not at a glance. */
const IDS = ['payment', 'refund', 'entry', 'scan', 'case', 'transaction'];

/** The groups of a description, `{seats: 'F1 F2', …}`; null if it has another form. */
export function parsed(detail) {
  const groups = DETAILS.map(form => form.exec(detail)?.groups).find(Boolean);
  return groups ? Object.fromEntries(Object.entries(groups).filter(([, value]) => value)) : null;
}

function description({ by, detail }) {
  if (by === 'unknown') return nothing;                       // who it may have been says it already
  const groups = parsed(detail);
  if (!groups) return detail ? technical(detail) : nothing;
  const cash = isCash({ detail }), said = cash ? null : groups.said;
  const shown = Object.entries(groups).filter(([name]) => !IDS.includes(name) && name !== 'said');
  const ids = Object.entries(groups).filter(([name]) => IDS.includes(name));
  return html`<p>${shown.map(([name, value], i) => html`${i ? ' · ' : ''}${
      name === 'case_reason' && cash ? t('desk.case.cash') : t('desk.detail.' + name, { value: (FORMS[name] ?? String)(value) })}`)}</p>
    ${said ? technical(said) : nothing}
    ${ids.length ? html`<p class="small dim">${ids.map(([name, value], i) => html`${i ? ' · ' : ''}${t('desk.id.' + name)} ${code(value)}`)}</p>` : nothing}`;
}

const WHO = ['customer', 'seatline', 'unknown'];
const who = by => WHO.includes(by) ? t('desk.by.' + by) : html`${t('desk.by.staff')} <code>${by}</code>`;

const TONES = { PAID: 'good', SOLD: 'good', ADMITTED: 'good', REFUND_SUCCEEDED: 'good', REFUNDED: 'good', CASE_CLOSED: 'good',
  REFUND_FAILED: 'bad', CASE_OPENED: 'bad', EXPIRED: 'bad', CANCELLED: 'bad', ADMISSION_UNDONE: 'bad' };

/** The steps of a booking's history. */
export const timeline = (history, zone, cash = history.some(isCash)) => html`<ol class="timeline">${history.map((step, i) => html`<li class=${TONES[step.event] ?? ''}>
  <p class="when numeric"><time datetime=${step.at}>${i && shortDay(history[i - 1].at, zone) === shortDay(step.at, zone) ? nothing
    : html`<span>${shortDay(step.at, zone)}</span>`}${clockTime(step.at, zone)}<small>:${step.at.slice(17, 19)}</small></time></p>
  <div><p><b>${cash && step.event === 'REFUND_FAILED' ? t('desk.booking.cash_owed') : word('desk.event.', step.event)}</b> <span class="dim">· ${who(step.by)}</span></p>${description(step)}</div></li>`)}</ol>`;

/** The seats for which somebody was let in and nobody has undone it, such as `F12`. */
export function admittedSeats(history) {
  const inside = new Set();
  for (const { event, detail } of history) {
    const seats = parsed(detail)?.seats?.split(' ') ?? [];
    if (event === 'ADMITTED') seats.forEach(seat => inside.add(seat));
    if (event === 'ADMISSION_UNDONE') seats.forEach(seat => inside.delete(seat));
  }
  return inside;
}
