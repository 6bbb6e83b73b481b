/** Who was let in without network: kept on the device, and reported in order when the network is back. */
import { call, now } from '/js/api.js';
import { keep, kept } from '/door/device.js';

const KEPT_SCANS = 20;

/** The admissions to report, oldest first: the body of each `POST /door/admissions`, and its booking. */
const queue = kept('queue', []);
/** The reports that a supervisor must look at: `{scan_id, show_id, at, seats, result or code, answer}`. */
let conflicts = kept('conflicts', []);
/** Whom this door has let in itself: by show and seat `{admitted_at, door, scan_id, reported}`. */
const own = kept('own', {});
/** The last scans, newest first. */
let scans = kept('scans', []);

/** How many admissions are not reported yet. */
export const queueLength = () => queue.length;

/** The reports that a supervisor must look at, oldest first. */
export const openConflicts = () => conflicts;

/** The last scans, newest first. */
export const lastScans = () => scans;

/** What this door knows by itself about a seat, until a list tells it. */
export const unsent = (show, seat) => own[show]?.[seat];

/** Notes a scan among the last ones; an earlier note of the same scan is replaced. */
export function noteScan(scan) {
  scans = [scan, ...scans.filter(one => one.scan_id !== scan.scan_id)].slice(0, KEPT_SCANS);
  keep('scans', scans);
}

/** Changes the note of a scan. */
export function changeScan(id, what) {
  scans = scans.map(scan => scan.scan_id === id ? { ...scan, ...what } : scan);
  keep('scans', scans);
}

/** Notes whom this door has let in; `reported` is when the server knew, or 0. */
export function noteOwn(show, scan, seats, at, reported) {
  own[show] ??= {};
  for (const seat of seats) own[show][seat] = { admitted_at: at, here: true, scan_id: scan, reported };
  keep('own', own);
}

/** Forgets whom a scan let in, after it was undone. */
export function forgetOwn(scan) {
  for (const seats of Object.values(own))
    for (const [seat, one] of Object.entries(seats)) if (one.scan_id === scan) delete seats[seat];
  keep('own', own);
}

/** Forgets what a list that was asked for at some time must know better. */
export function applyReported(show, asked) {
  for (const [seat, one] of Object.entries(own[show] ?? {}))
    if (one.reported && one.reported < asked - 5_000) delete own[show][seat];
  keep('own', own);
}

/** Forgets shows that are over. */
export function keepOnly(shows) {
  for (const show of Object.keys(own)) if (!shows.includes(show) && !queue.some(one => one.show_id === show)) delete own[show];
  keep('own', own);
}

/** Queues an admission to be reported. Returns false if the device could not keep it. */
export function queueReport(report) {
  queue.push(report);
  return keep('queue', queue);
}

let sending = null;

/**
 * Reports what waits, in order, until the server does not answer. A report has its scan's id, so it counts once.
 *
 * @throws Problem if the server does not answer or the user is signed out; the rest stays in the queue
 */
export function sendReports() {
  sending ??= sendAll().finally(() => { sending = null });
  return sending;
}

async function sendAll() {
  while (queue.length) {
    const { booking_id, ...report } = queue[0];
    // The device's clock may have been ahead while there was no network; the server refuses a time in the future.
    const at = new Date(Math.min(new Date(report.at), now() - 1_000)).toISOString();
    let answer;
    try {
      answer = await call('/door/admissions', { method: 'POST', body: { ...report, at } });
    } catch (problem) {
      if (!problem.status || problem.status >= 500 || [401, 403, 429].includes(problem.status)) throw problem;
      answer = { result: null, code: problem.code };
    }
    settle(report, answer);
    queue.shift();
    keep('queue', queue);
  }
}

function settle(report, answer) {
  const seats = report.show_seats.map(id => id.slice(id.lastIndexOf('.') + 1));
  if (answer.result !== 'ADMITTED') {
    conflicts = [...conflicts, { scan_id: report.scan_id, show_id: report.show_id, at: report.at, seats, result: answer.result, code: answer.code, answered: answer.seats ?? [] }];
    keep('conflicts', conflicts);
  }
  changeScan(report.scan_id, { reported: true, conflict: answer.result !== 'ADMITTED' });
  for (const seat of seats) if (own[report.show_id]?.[seat]?.scan_id === report.scan_id) own[report.show_id][seat].reported = now();
  keep('own', own);
}

/** Takes a conflict from the list, once a supervisor has dealt with it. */
export function settleConflict(scan) {
  conflicts = conflicts.filter(one => one.scan_id !== scan);
  keep('conflicts', conflicts);
}
