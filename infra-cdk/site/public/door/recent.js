/** The last scans, what a supervisor must look at, and undoing by a manager. */
import { call, problemText } from '/js/api.js';
import { user } from '/js/auth.js';
import { clockTime } from '/js/format.js';
import { draw, html, nothing, notice } from '/js/page.js';
import { t } from '/js/text.js';
import { tone } from '/door/admit.js';
import { byWhom, resultWord, sync } from '/door/answer.js';
import { refresh } from '/door/lists.js';
import { changeScan, forgetOwn, lastScans, openConflicts, settleConflict } from '/door/reports.js';
import { showOf, state } from '/door/state.js';
import { statusLine } from '/door/status.js';
import { tabs } from '/door/tabs.js';

const REASONS = ['mistake', 'left', 'seats'];

const isManager = () => user()?.groups.includes('manager');

/** The screen of the last scans. */
export function recentView() {
  const conflicts = openConflicts();
  return html`<div class="gate-screen">
    <h1 id="title" tabindex="-1">${t('door.recent_title')}</h1>
    ${statusLine()}
    ${conflicts.length ? html`<section><h2>${t('door.conflicts_title')}</h2><p class="small dim">${t('door.conflicts_hint')}</p>
      <ul class="rows">${conflicts.map(conflict)}</ul></section>` : nothing}
    <h2>${t('door.last_scans')}</h2>
    ${lastScans().length ? html`<ul class="rows">${lastScans().map(entry)}</ul>` : html`<p class="dim">${t('door.no_scans')}</p>`}
    ${lastScans().some(canBeUndone) && !isManager() ? html`<p class="small dim">${t('door.undo_by_manager')}</p>` : nothing}
    ${tabs()}</div>`;
}

function conflict(one) {
  const show = showOf(one.show_id), before = one.answered.filter(seat => one.seats.includes(seat.seat) && seat.admitted_at);
  return html`<li class="row found conflict"><div>
    <p><b>${one.seats.join(', ')}</b> · ${show ? `${clockTime(show.starts_at)} ${show.hall}` : one.show_id}</p>
    <p>${t('door.conflict.' + (one.result ?? 'problem'), { time: clockTime(one.at), code: one.code })}</p>
    ${before.map(seat => html`<p class="small">${t('door.seat_inside_short', { seat: seat.seat, time: clockTime(seat.admitted_at) })}, ${byWhom(seat)}</p>`)}</div>
    <button type="button" @click=${() => { settleConflict(one.scan_id); draw() }}>${t('door.settled')}</button></li>`;
}

const canBeUndone = one => one.result === 'ADMITTED' && one.reported && !one.undone;

/** A scan of this device; one that was judged alone counts like another once it is reported. */
const entry = one => html`<li class="row found scan-${tone({ ...one, alone: one.alone && (!one.reported_at || one.conflict) })}"><div>
    <p><span class="numeric dim">${clockTime(one.at)}</span> <b class="word">${resultWord(one.result)}</b> <b>${one.seats.join(', ')}</b></p>
    <p class="small dim">${one.hall ? `${clockTime(one.starts_at)} ${one.hall} · ${one.title}` : ''}</p>
    ${one.undone ? html`<p class="small">${t('door.undone')}</p>` : one.result === 'ADMITTED' && !one.reported ? html`<p class="small amber">${t('door.not_reported')}</p>`
      : one.conflict ? html`<p class="small red">${t('door.reported_conflict')}</p>`
      : one.reported_at ? html`<p class="small dim">${t('door.reported', { time: clockTime(one.reported_at) })}</p>` : nothing}</div>
    ${canBeUndone(one) && isManager() ? html`<button type="button" @click=${() => { state.undoing = { entry: one, reason: REASONS[0] }; draw() }}>${t('door.undo')}</button>` : nothing}</li>`;

/** The dialog in which a manager gives the reason for undoing an admission. */
export function undoDialog() {
  queueMicrotask(() => sync('undo', !!state.undoing));
  return html`<dialog id="undo" class="sheet" aria-labelledby="undo-title" @cancel=${event => { event.preventDefault(); close() }}>${state.undoing ? form(state.undoing) : nothing}</dialog>`;
}

const form = undoing => html`<form @submit=${undo}>
  <h2 id="undo-title">${t('door.undo_title', { seats: undoing.entry.seats.join(', ') })}</h2>
  <p class="small dim">${t('door.undo_hint')}</p>
  <fieldset><legend>${t('door.undo_reason')}</legend>${REASONS.map(reason => html`<label class="check">
    <input type="radio" name="reason" .checked=${undoing.reason === reason} @change=${() => { undoing.reason = reason; draw() }}>${t('door.undo_reason.' + reason)}</label>`)}</fieldset>
  <div class="field"><label for="undo-note">${t('door.undo_note')}</label><input id="undo-note" name="note" maxlength="150" autocomplete="off"></div>
  ${undoing.problem ? notice('error', problemText(undoing.problem), otherScan(undoing.problem)) : nothing}
  <div class="actions"><button class="main big" ?disabled=${!!undoing.busy}>${t('door.undo')}</button>
    <button type="button" class="big" @click=${close}>${t('door.cancel')}</button></div></form>`;

/** Somebody else was let in for a seat by a door without network: that scan is undone first. */
function otherScan(problem) {
  if (problem.code !== 'seat_admitted_twice') return nothing;
  const note = lastScans().find(one => one.scan_id === problem.scan_id);
  const other = note ?? { scan_id: problem.scan_id, seats: state.undoing.entry.seats };
  return html`<button type="button" @click=${() => { Object.assign(state.undoing, { entry: other, problem: null }); draw() }}>${
    note ? t('door.undo_other_at', { time: clockTime(note.at) }) : t('door.undo_other')}</button>`;
}

async function undo(event) {
  event.preventDefault();
  const undoing = state.undoing, note = event.target.elements.note.value.trim();
  Object.assign(undoing, { busy: true, problem: null });
  draw();
  try {
    const reason = [t('door.undo_reason.' + undoing.reason), note].filter(Boolean).join(': ');
    await call('/door/admissions/' + undoing.entry.scan_id, { method: 'DELETE', body: { reason } });
    changeScan(undoing.entry.scan_id, { undone: true });
    forgetOwn(undoing.entry.scan_id);
    close();
    refresh();
  } catch (problem) {
    Object.assign(undoing, { busy: false, problem });
    draw();
  }
}

function close() {
  state.undoing = null;
  draw();
}
