/** What the door keeps on the device, so that a reload without network loses nothing. */

const PREFIX = 'door:';

/** What is kept under a name, or a default. */
export function kept(name, otherwise = null) {
  return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
}

/** Keeps a value. Returns false if the device has no room for it. */
export function keep(name, value) {
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
