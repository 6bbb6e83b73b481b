/** What the door shows and knows; views read it, actions change it and draw. */
import { user } from '/js/auth.js';
import { kept, keep } from '/door/device.js';

const SHIFT = 12 * 3600_000;

export const state = {
  /** `setup`, `scan`, `find` or `recent`: the address after `#`. */
  screen: 'setup',
  city: kept('city'), cinema: kept('cinema'), cinemaName: kept('cinema_name', ''), doorName: kept('door_name', ''),
  cities: null, cinemas: null, cinemaProblem: null,
  /** Whether the cinema is being chosen. */
  changing: false,
  /** The ids of the shows that this door admits to. */
  open: kept('open', []),
  /** The cinema's next shows. */
  shows: kept('shows'), showsAt: kept('shows_at', 0),
  /** Whether the API answered last time. */
  online: navigator.onLine,
  /** Why the shows could not be loaded. */
  problem: null,
  /** The scan that is being answered: `{input}`; nothing else is scanned meanwhile. */
  asking: null,
  /** The answer on the screen. */
  answer: null,
  /** The ticket whose seats are being chosen: `{reading, input, seats}`. */
  choosing: null,
  /** Whether the seats of the next ticket are chosen before it is admitted. */
  chooseNext: false,
  /** How many characters a typed code has that is too short, until it is corrected. */
  short: 0,
  muted: kept('muted', false),
  /** Why the camera does not run: the text's key; and whether it runs. */
  cameraProblem: null, cameraOn: false, cameraWanted: kept('camera', true), torch: null,
  find: '',
  /** The user's `sub`, by which the API names who let somebody in. */
  me: kept('usher')?.me ?? null,
  /** The scan that a manager is undoing: `{entry, problem, busy}`. */
  undoing: null,
};

/** Changes settings and keeps them on the device. */
export function choose(settings) {
  Object.assign(state, settings);
  const names = { cinemaName: 'cinema_name', doorName: 'door_name', showsAt: 'shows_at', cameraWanted: 'camera' };
  for (const [name, value] of Object.entries(settings)) keep(names[name] ?? name, value);
}

/** The shows that this door admits to, earliest first. */
export const openShows = () => (state.shows ?? []).filter(show => state.open.includes(show.show_id));

/** A show of the cinema's next hours; undefined if it is none. */
export const showOf = id => (state.shows ?? []).find(show => show.show_id === id);

/**
 * Who works at this door: `{name, groups}`; null if nobody does. Who was signed in goes on for the rest of the shift without
 * network, also if the tab was closed or the session has ended; only a sign-out ends that.
 */
export const usher = () => user() ?? (kept('usher')?.until > Date.now() ? kept('usher') : null);

/** Whether the usher must sign in before the door can ask the server or report. */
export const signedOut = () => !user();

/** Notes who works here, and that the shift goes on. */
export function noteUsher() {
  if (user()?.groups.includes('door')) keep('usher', { ...user(), me: state.me, until: Date.now() + SHIFT });
}
