/** Who was let in without network: kept on the device, and reported in order when the network is back. */
import { call, now } from '/js/api.js';
import { keep, kept } from '/door/device.js';

const KEPT_SCANS = 20;
/** How often a failing report holds up the others. */
const TRIES = 3;
const OTHERWISE_RECORDED = ['idempotency_key_reused', 'admission_undone'];
const RECORDED = ['ADMITTED', 'ALREADY_ADMITTED', 'REFUNDED'];

/**
 * The admissions to report, oldest first: the body of each `POST /door/admissions`, with its booking and how often it
 * failed.
 */
const queue = kept('queue', []);
/** The reports that a supervisor must look at: `{scan_id, show_id, at, seats, result or code, answered}`. */
let conflicts = kept('conflicts', []);
/** Whom this door has let in itself: by show and seat `{admitted_at, booking, scan_id, reported}`. */
const own = kept('own', {});
/** The last scans, newest first. */
let scans = kept('scans', []);

// A sign-out deletes whom the door has let in, but never what it has to report.
for (const report of queue) noteOwn(report.show_id, report.booking_id, report.scan_id, seatsIn(report), report.at, 0);

/** How many admissions are not reported yet. */
export const queueLength = () => queue.length;

/** Whether admissions to a show are not reported yet. */
export const hasReports = show => queue.some(one => one.show_id === show);

/** The reports that a supervisor must look at, oldest first. */
export const openConflicts = () => conflicts;

/** The last scans, newest first. */
export const lastScans = () => scans;

/** What this door knows by itself about a seat of a booking, until a list tells it. */
export function ownAdmission(show, booking, seat) {
  const one = own[show]?.[seat];
  return one?.booking === booking ? one : undefined;
}

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
export function noteOwn(show, booking, scan, seats, at, reported) {
  own[show] ??= {};
  for (const seat of seats) own[show][seat] = { admitted_at: at, here: true, booking, scan_id: scan, reported };
  keep('own', own);
}

/** Forgets whom a scan let in, after it was undone. */
export function forgetOwn(scan) {
  for (const seats of Object.values(own))
    for (const [seat, one] of Object.entries(seats)) if (one.scan_id === scan) delete seats[seat];
  keep('own', own);
}

/** Forgets own admissions that a list requested at this time must contain. */
export function applyReported(show, asked) {
  for (const [seat, one] of Object.entries(own[show] ?? {}))
    if (one.reported && one.reported < asked - 5_000) delete own[show][seat];
  keep('own', own);
}

/** Forgets shows that are over. */
export function keepOnly(shows) {
  for (const show of Object.keys(own)) if (!shows.includes(show) && !hasReports(show)) delete own[show];
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
 * @throws Problem if the server does not answer, fails, or the user is signed out; the rest stays in the queue
 */
export function sendReports() {
  sending ??= sendAll().finally(() => { sending = null });
  return sending;
}

/** A report that keeps failing moves behind the others. */
async function sendAll() {
  for (const report of [...queue]) {
    try {
      await send(report);
    } catch (problem) {
      if (!problem.status || [401, 403, 429].includes(problem.status)) throw problem;
      report.tries = (report.tries ?? 0) + 1;
      if (report.tries >= TRIES) queue.push(take(report));
      keep('queue', queue);
      if (report.tries < TRIES) throw problem;
    }
  }
}

async function send(report, again = true) {
  const { booking_id, tries, ...body } = report;
  // The device's clock may have been ahead while there was no network; the server refuses a time in the future.
  body.at = new Date(Math.min(new Date(report.at), now() - 1_000)).toISOString();
  let answer;
  try {
    answer = await call('/door/admissions', { method: 'POST', body });
  } catch (problem) {
    if (again && OTHERWISE_RECORDED.includes(problem.code)) return send(renamed(report), false);
    if (![400, 404].includes(problem.status)) throw problem;
    answer = { result: null, code: problem.code };
  }
  settle(report, answer);
  take(report);
  keep('queue', queue);
}

/** The scan id is taken (other seats, another usher, or undone), but these people are inside: reports them under a new id. */
function renamed(report) {
  const before = report.scan_id;
  report.scan_id = crypto.randomUUID();
  keep('queue', queue);
  changeScan(before, { scan_id: report.scan_id });
  noteOwn(report.show_id, report.booking_id, report.scan_id, seatsIn(report), report.at, 0);
  return report;
}

const take = report => queue.splice(queue.indexOf(report), 1)[0];

/** Keeps admissions that the server has not recorded, also after their report is settled: only this door knows them. */
function settle(report, answer) {
  const seats = seatsIn(report);
  if (answer.result !== 'ADMITTED') {
    conflicts = [...conflicts.filter(one => one.scan_id !== report.scan_id), { scan_id: report.scan_id, show_id: report.show_id, at: report.at, seats, result: answer.result, code: answer.code, answered: answer.seats ?? [] }];
    keep('conflicts', conflicts);
  }
  changeScan(report.scan_id, { reported: true, reported_at: new Date(now()).toISOString(), conflict: answer.result !== 'ADMITTED' });
  if (!RECORDED.includes(answer.result)) return;
  for (const one of Object.values(own[report.show_id] ?? {})) if (one.scan_id === report.scan_id) one.reported = now();
  keep('own', own);
}

/** The seats of a report. */
function seatsIn(report) {
  return report.show_seats.map(id => id.slice(id.lastIndexOf('.') + 1));
}

/** Takes a conflict from the list, once a supervisor has dealt with it. */
export function settleConflict(scan) {
  conflicts = conflicts.filter(one => one.scan_id !== scan);
  keep('conflicts', conflicts);
}
