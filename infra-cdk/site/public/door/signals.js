/** Sounds and vibration that tell an usher the answer without looking. */
import { draw } from '/js/page.js';
import { state } from '/door/state.js';

/** Tones of an answer: frequency in Hz, start and length in seconds. */
const TONES = {
  good: [[880, 0, 0.09], [1319, 0.1, 0.16]],
  alone: [[880, 0, 0.09], [1109, 0.1, 0.09], [1319, 0.2, 0.12]],
  warn: [[440, 0, 0.18], [440, 0.26, 0.18]],
  bad: [[196, 0, 0.22], [147, 0.24, 0.42]],
};
const VIBRATION = { good: 60, alone: [60, 40, 60], warn: [120, 80, 120], bad: [400, 100, 400] };

let audio = null;

/** Allows sound: browsers do so only after the user has touched the page. */
export function wakeSound() {
  if (navigator.userActivation?.hasBeenActive === false) return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume().then(draw, () => {});
}

/** Whether answers can be heard. */
export const canBeHeard = () => !state.muted && audio?.state === 'running';

/** Signals an answer. */
export function signal(tone) {
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(VIBRATION[tone]);
  if (!canBeHeard()) return;
  for (const [frequency, start, length] of TONES[tone]) play(frequency, audio.currentTime + start, length, tone === 'bad' ? 'sawtooth' : 'sine');
}

function play(frequency, start, length, type) {
  const oscillator = new OscillatorNode(audio, { frequency, type }), volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.4, start + 0.01);
  volume.gain.setValueAtTime(0.4, start + length - 0.03);
  volume.gain.linearRampToValueAtTime(0, start + length);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + length);
}

addEventListener('pointerdown', wakeSound);
addEventListener('keydown', wakeSound);
