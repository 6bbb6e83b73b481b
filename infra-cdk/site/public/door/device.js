/** What the door keeps on the device, so that a reload without network loses nothing. */

const PREFIX = 'door:';
/** What a sign-out deletes: nothing of it may be kept again after that. */
const OF_USHER = /^(list:|scans$|own$|unanswered$)/;
const RELOAD_TAKES = 1_500;

/**
 * Whether this tab is the door of this device; false if another tab is. Two doors would overwrite what each other keeps.
 * A page that is being reloaded still holds the lock for a moment. Without https there are no locks, and no camera either.
 */
export const isTheDoor = !navigator.locks || await new Promise(answer => navigator.locks
  .request('door', { signal: AbortSignal.timeout(RELOAD_TAKES) }, () => { answer(true); return new Promise(() => {}) })
  .catch(() => answer(false)));

/** Waits until the other tab is closed. */
export const otherTabClosed = () => navigator.locks.request('door', () => {});

/** What is kept under a name, or a default. */
export function kept(name, otherwise = null) {
  return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
}

/** Keeps a value. Returns false if the device has no room for it, or the usher has signed out. */
export function keep(name, value) {
  if (!isTheDoor || OF_USHER.test(name) && !kept('usher')) return false;
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Forgets what is kept under a name. */
export const drop = name => localStorage.removeItem(PREFIX + name);

/** The names that begin with a text. */
export const keptNames = start => Object.keys(localStorage)
  .filter(name => name.startsWith(PREFIX + start)).map(name => name.slice(PREFIX.length));

/** Forgets who works here, and what only they may see. */
export const endOfShift = () => ['usher', ...keptNames('').filter(name => OF_USHER.test(name))].forEach(drop);
