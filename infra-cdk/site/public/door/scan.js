/** The scanning screen: camera, USB scanner, or the short code by hand. */
import { clockTime, typedCode } from '/js/format.js';
import { draw, html, nothing, notice } from '/js/page.js';
import { rating } from '/js/parts.js';
import { t } from '/js/text.js';
import { scan, scanTyped } from '/door/admit.js';
import { lastStrip } from '/door/answer.js';
import { hasTorch, setTorch, startCamera, stopCamera, turnCamera } from '/door/camera.js';
import { admittedTo } from '/door/lists.js';
import { canBeHeard, wakeSound } from '/door/signals.js';
import { choose, openShows, state } from '/door/state.js';
import { statusLine } from '/door/status.js';
import { tabs } from '/door/tabs.js';

const LOUDSPEAKER = 'M4 9h4l5-4v14l-5-4H4z', SOUND_ON = LOUDSPEAKER + 'M16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11', SOUND_OFF = LOUDSPEAKER + 'M16.5 9.5l5 5M21.5 9.5l-5 5';

const CODE_LENGTH = 8;
let running = false;

/** Starts or stops the camera as the screen and the usher want it. */
export async function useCamera() {
  const wanted = state.screen === 'scan' && state.cameraWanted && !document.hidden;
  if (!wanted) {
    running = false;
    stopCamera();
    state.cameraOn = false;
    return draw();
  }
  if (running) return;
  running = true;
  Object.assign(state, { cameraProblem: null, torch: null });
  draw();
  try {
    await startCamera(document.getElementById('camera'), { found: scan, isFree, broken });
    Object.assign(state, { cameraOn: true, torch: hasTorch() ? false : null });
  } catch (problem) {
    running = false;
    state.cameraProblem = problem.message;
  }
  draw();
}

/** A code is scanned while no other answer needs the usher; a green one gives way. */
const isFree = () => !state.asking && !state.choosing && (!state.answer || state.answer.result === 'ADMITTED' && performance.now() - state.answer.shownAt > 1_200);

function broken(problem) {
  running = false;
  Object.assign(state, { cameraOn: false, cameraProblem: problem });
  draw();
}

function wantCamera(cameraWanted) {
  choose({ cameraWanted });
  useCamera();
}

function turn() {
  turnCamera();
  running = false;
  useCamera();
}

async function light() {
  await setTorch(!state.torch).catch(() => {});
  state.torch = !state.torch;
  draw();
}

function turnSound() {
  choose({ muted: canBeHeard() });
  wakeSound();
  draw();
}

function typing() {
  if (!state.short) return;
  state.short = 0;
  draw();
}

/** Checks what was typed; a code that is too short stays in the field, since its ticket may be valid. */
function typed(event) {
  event.preventDefault();
  const field = event.target.elements.code, text = field.value, code = typedCode(text);
  if (code.length < CODE_LENGTH && /^\w*$/.test(code)) {
    state.short = code.length;
    draw();
    return field.focus();
  }
  field.value = '';
  if (matchMedia('(pointer: coarse)').matches) field.blur();        // else the keyboard comes back after the answer
  scanTyped(text);
}

/** The screen on which tickets are scanned. */
export function scanView() {
  return html`<div class="gate-screen">
    ${head()}
    ${statusLine()}
    <div class="gate-body">${cameraBox()}
    <div>${state.chooseNext ? notice('warning', t('door.choosing_next')) : lastStrip()}
    <form class="by-hand" @submit=${typed}>
      <label for="code">${t('door.code')}</label>
      <input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" enterkeyhint="go" maxlength="400" placeholder="7K3M-9QZX" aria-invalid=${Boolean(state.short)}
        aria-describedby=${state.short ? 'code-short' : 'code-hint'} @input=${typing}>
      <button class="main">${t('door.check')}</button>
      ${state.short ? html`<p id="code-short" class="red" role="alert">${t('door.code_short', { count: state.short })}</p>` : nothing}
      <p id="code-hint" class="small dim">${t('door.code_hint')}</p>
    </form></div></div>
    ${tabs(html`<button type="button" class="tab" aria-pressed=${state.chooseNext} @click=${() => { state.chooseNext = !state.chooseNext; draw() }}>${t('door.choose_next')}</button>`)}</div>`;
}

function head() {
  const shows = openShows();
  return html`<header class="gate-head">
    <a class="button quiet" href="#">‹ ${t('door.shows')}</a>
    <h1 id="title" tabindex="-1">${shows.length === 1 ? html`<span class="numeric">${clockTime(shows[0].starts_at, shows[0].time_zone)}</span> · ${shows[0].hall}` : t('door.shows_open', { count: shows.length })}</h1>
    <button type="button" class="quiet sound" aria-label=${t(canBeHeard() ? 'door.sound_on' : 'door.sound_off')} @click=${turnSound}><svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"><path d=${canBeHeard() ? SOUND_ON : SOUND_OFF}></path></svg></button>
    <ul class="gate-shows">${shows.map(show => html`<li><span>${shows.length > 1 ? html`<b class="numeric">${clockTime(show.starts_at, show.time_zone)}</b> ${show.hall} · ` : nothing}${show.title} ${rating(show.rating)}</span>
      ${
      show.sales === 'CANCELLED' ? html`<span class="badge bad">${t('show.cancelled')}</span>` : html`<span class="numeric">${t('door.inside_of', { inside: admittedTo(show), sold: show.sold })}</span>`}</li>`)}</ul></header>`;
}

function cameraBox() {
  if (!state.cameraWanted) return html`<div class="camera off"><p>${t('door.camera_off')}</p><button type="button" class="main" @click=${() => wantCamera(true)}>${t('door.camera_use')}</button></div>`;
  return html`<div class="camera ${state.cameraOn ? 'on' : state.cameraProblem ? 'broken' : ''}">
    <video id="camera" playsinline muted aria-label=${t('door.camera_picture')}></video>
    <div class="aim" aria-hidden="true"></div>
    ${state.asking ? html`<p class="camera-state" role="status">${t('door.asking')}</p>` : nothing}
    ${state.cameraProblem ? html`<div class="camera-problem">${notice('warning', t('door.camera_' + state.cameraProblem))}
      <p>${t('door.other_ways')}</p>
      <button type="button" @click=${() => { running = false; useCamera() }}>${t('page.retry')}</button></div>`
      : state.cameraOn ? html`<p class="camera-hint">${t('door.aim')}</p>` : html`<p class="camera-hint" role="status">${t('door.camera_starting')}</p>`}
    <div class="camera-tools">
      ${state.torch === null ? nothing : html`<button type="button" aria-pressed=${state.torch} @click=${light}>${t('door.light')}</button>`}
      ${state.cameraProblem === 'no_camera' ? nothing : html`<button type="button" @click=${turn}>${t('door.turn_camera')}</button>`}
      <button type="button" @click=${() => wantCamera(false)}>${t('door.camera_stop')}</button></div></div>`;
}
