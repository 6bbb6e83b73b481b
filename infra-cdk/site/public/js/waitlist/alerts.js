/** Calls the customer back to a page that waits in the background: a sound, and a notification if the browser lets it. */
import { html } from '/js/page.js';
import { remember } from '/js/remember.js';
import { t } from '/js/text.js';

const NOTES = [659, 880, 1319];
const hasNotifications = 'Notification' in window;
let sound = null;

/** Whether the customer has asked to be called; a notification outlives a reload, the sound needs a new click. */
const isOn = () => sound !== null || hasNotifications && Notification.permission === 'granted' && localStorage.getItem('call-me') === 'yes';

/** The button that turns calling on, or what it does once it is on. */
export const alertChoice = redraw => isOn()
  ? html`<p class="small">${t(hasNotifications && Notification.permission === 'granted' ? 'wait.alert_on' : 'wait.alert_sound')}</p>`
  : html`<p><button type="button" @click=${() => turnOn().then(redraw)}>${t('wait.alert')}</button></p>`;

async function turnOn() {
  sound = new AudioContext();
  remember(localStorage, 'call-me', 'yes');
  ring(NOTES.slice(0, 1));
  if (hasNotifications) await Notification.requestPermission();
}

/** Calls the customer. */
export function callCustomer(title, body) {
  if (!isOn()) return;
  if (sound) ring(NOTES);
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
  if (document.hidden && hasNotifications && Notification.permission === 'granted')
    notify(title, { body, tag: 'offer', icon: '/icon.svg', lang: document.documentElement.lang });
}

function ring(notes) {
  notes.forEach((frequency, i) => {
    const at = sound.currentTime + i * 0.18, tone = new OscillatorNode(sound, { frequency }), volume = new GainNode(sound, { gain: 0.25 });
    volume.gain.setTargetAtTime(0, at + 0.12, 0.08);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + 0.6);
  });
}

/** Browsers on phones let only the service worker show a notification. */
async function notify(title, options) {
  try {
    new Notification(title, options).onclick = () => window.focus();
  } catch {
    (await navigator.serviceWorker?.getRegistration())?.showNotification(title, { ...options, data: { url: location.href } });
  }
}
