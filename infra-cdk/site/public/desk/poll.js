/** Looks again while something is under way: not while the page is hidden, and not after its view was left. */
import { draw } from '/js/page.js';

let task = null, timer = 0;

/**
 * Calls `look` every few seconds while `wanted` says so. Replaces what was polled before.
 *
 * @param look reads and draws; it is called again after a failure
 */
export function poll(seconds, wanted, look) {
  stop();
  task = { seconds, wanted, look };
  schedule();
}

/** Ends the polling. */
export function stop() {
  clearTimeout(timer);
  task = null;
}

function schedule() {
  clearTimeout(timer);
  if (task && !document.hidden) timer = setTimeout(run, task.seconds * 1000, task);
}

async function run(mine) {
  if (mine.wanted()) await mine.look().catch(() => draw());          // the user may have been signed out
  if (mine === task) schedule();
}

document.addEventListener('visibilitychange', schedule);
