/** Keeps the screen on while a ticket is shown. */
let lock = null;

/** Asks for the screen to stay on; the browser ends that by itself when the page is hidden. */
export async function stayAwake() {
  if (lock || document.hidden || !navigator.wakeLock) return;
  lock = navigator.wakeLock.request('screen');
  try {
    (await lock).addEventListener('release', () => { lock = null });
  } catch {
    lock = null;                            // The battery is low: the screen goes out as always.
  }
}
