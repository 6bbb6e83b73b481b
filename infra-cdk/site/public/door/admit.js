/** Admits whoever shows a ticket: asks the server, or judges alone if it does not answer. */
import { call, now, Problem } from '/js/api.js';
import { typedCode } from '/js/format.js';
import { draw } from '/js/page.js';
import { judge } from '/door/judge.js';
import { listOf, noteAdmitted, noteOnline, refresh, reloadKeys, seatsOf, ticketKeys, ticketsWithCode } from '/door/lists.js';
import { hasReports, noteOwn, noteScan, ownAdmission, queueReport, sendReports } from '/door/reports.js';
import { signal } from '/door/signals.js';
import { openShows, showOf, signedOut, state } from '/door/state.js';
import { forget, forgetSeats, keepUnanswered, lostBefore, toRepeat } from '/door/unanswered.js';
import { readToken } from '/door/verify.js';

const PATIENCE_WITH_LIST = 4_000, PATIENCE = 15_000;
const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;
/** COSE_Sign1's tag in Base45. Scanners may put the kind of code before it (`]Q1`), and a person another key. */
const TOKEN_START = 'RRQ';
/** A letter outside ASCII. */
const ACCENTED = /[^\P{L}A-Za-z]/u;

/** Answers what a scanner or a person has typed. Vietnamese typing turns a scanner's letters `AA` into `Â`. */
export function scanTyped(text) {
  if (!ACCENTED.test(text)) return scan(text);
  if (state.asking || state.choosing) return;
  const input = { token: text };
  show(answered({ input, reading: {}, scan_id: crypto.randomUUID(), at: new Date(now()).toISOString() }, { result: 'ACCENTS', seats: [] }));
  draw();
}

/** Answers the text of a QR code or a typed code; one at a time. */
export async function scan(text) {
  if (state.asking || state.choosing || !text.trim()) return;
  if (state.answer) closeAnswer();
  const input = parse(text);
  state.asking = { input };
  draw();
  try {
    const choose = state.chooseNext;
    state.chooseNext = false;
    let reading = await read(input);
    if (choose && !reading.seats && state.online) {                    // bought since the list was loaded
      await refresh();
      reading = await read(input);
    }
    if (choose && reading.seats?.length > 1 && state.open.includes(reading.show) && somebodyOutside(reading)) state.choosing = { input, reading };
    else show(await answerTo(input, reading, null));
  } finally {
    state.asking = null;
    draw();
  }
}

/** Whether not all of a ticket's seats are known to be inside. */
function somebodyOutside({ show, booking, seats }) {
  const ticket = listOf(show)?.tickets.find(one => one.booking_id === booking);
  return !ticket || seatsOf(show, ticket).some(seat => seats.includes(seat.seat) && !seat.admitted_at);
}

/** Admits the seats that were chosen of a ticket. */
export async function admitChosen({ input, reading }, seats) {
  Object.assign(state, { choosing: null, answer: null, asking: { input } });
  draw();
  try {
    show(await answerTo(input, reading, seats));
  } finally {
    state.asking = null;
    draw();
  }
}

/** Takes the answer from the screen; the next ticket can come. */
export function closeAnswer() {
  Object.assign(state, { answer: null, choosing: null });
  draw();
}

/** What was scanned or typed: a code if it can be one, else a token. */
function parse(text) {
  const code = typedCode(text);
  if (CODE.test(code)) return { code };
  const token = text.toUpperCase().replace(/[\r\n]/g, '');
  return { token: token.slice(Math.max(0, token.indexOf(TOKEN_START))) };
}

async function read({ token, code }) {
  if (code) {
    const found = ticketsWithCode(code);
    const { show, ticket } = found.find(one => state.open.includes(one.show)) ?? found[0] ?? {};
    return ticket ? { trust: 'genuine', show, booking: ticket.booking_id, epoch: ticket.epoch, seats: ticket.seats.map(s => s.seat) }
      : { trust: 'unknown_code' };
  }
  const reading = await readToken(token, ticketKeys());
  if (reading.trust !== 'unknown_key' || !state.online) return reading;
  await reloadKeys().catch(() => {});
  return readToken(token, ticketKeys());
}

async function answerTo(input, reading, seats) {
  const scan = toRepeat(input, reading, seats) ?? { input, reading, wanted: seats, scan_id: crypto.randomUUID(), sent: now() };
  scan.at = new Date(now()).toISOString();
  if (reading.show && !state.open.includes(reading.show) && reading.trust === 'genuine') return answered(scan, { result: 'WRONG_SHOW', seats: [] });
  if (!await isAhead(scan.reading, scan.wanted) && (state.online && !signedOut() || !listOf(reading.show))) {
    try {
      return await askedFor(scan);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      keepUnanswered(scan);
      if (problem.code === 'offline') noteOnline(false);
      else if (problem.status < 500 && problem.status !== 429 && !(problem.status === 401 && listOf(reading.show))) return answered(scan, { result: 'PROBLEM', seats: [], problem });
    }
  }
  return alone(scan);
}

/**
 * Whether this door has let somebody in for these seats and the server does not know it, who would let them in again. What
 * waits is reported first.
 */
async function isAhead(reading, wanted) {
  const ahead = () => reading.seats
    ? (wanted ?? reading.seats).some(seat => ownAdmission(reading.show, reading.booking, seat)?.reported === 0)
    : openShows().some(show => !listOf(show.show_id) && hasReports(show.show_id));
  if (ahead() && state.online)
    await within(PATIENCE_WITH_LIST, sendReports()).catch(problem => { if (!(problem instanceof Problem)) throw problem });
  return ahead();
}

/** Judges without the server, and queues the report of an admission. */
function alone(scan) {
  const { input, reading, wanted } = scan;
  const judgement = reading.trust === 'unknown_code' ? { result: 'NOT_IN_LIST', seats: [] } : judge(reading, wanted);
  if (judgement.result !== 'ADMITTED') return answered(scan, { ...judgement, alone: true });
  const seats = judgement.seats.map(seat => seat.seat);
  const kept = queueReport({ ...input, scan_id: scan.scan_id, show_id: reading.show, show_seats: seats.map(seat => `${reading.show}.${seat}`), at: scan.at, booking_id: reading.booking });
  noteOwn(reading.show, reading.booking, scan.scan_id, seats, scan.at, 0);
  forget(scan.scan_id);
  forgetSeats(reading.booking, seats);
  return answered(scan, { ...judgement, alone: true, full: !kept });
}

/**
 * The server's answer to a scan. If somebody is inside by a scan whose answer was lost, the answer is that scan's: who shows
 * the ticket is the one whom it has let in, by a typed code after a QR code for example.
 */
async function askedFor(scan) {
  const answer = await ask(scan);
  forget(scan.scan_id);
  for (const lost of answer.result === 'ALREADY_ADMITTED' ? await lostBefore(answer) : []) {
    const first = await ask(lost);
    forget(lost.scan_id);
    if (first.result === 'ADMITTED') return answered({ ...lost, at: scan.at }, first);
  }
  return answered(scan, answer);
}

/** Asks the server; a lost answer is asked for again with the same scan id, so that nobody is let in twice. */
async function ask(scan, again = true) {
  const { input, reading, wanted } = scan;
  const shows = state.open.includes(reading.show) ? [reading.show] : openShows().map(show => show.show_id);
  let answer = null;
  for (const show_id of shows) {
    const body = { scan_id: scan.scan_id, show_id, ...input, ...(wanted && { show_seats: wanted.map(seat => `${show_id}.${seat}`) }) };
    try {
      const one = await within(listOf(show_id) ? PATIENCE_WITH_LIST : PATIENCE, call('/door/admissions', { method: 'POST', body }));
      if (one.booking_id || answer?.result !== 'SHOW_CANCELLED') answer = { ...one, show_id };
    } catch (problem) {
      if (!again) throw problem;
      if (problem.code === 'admission_undone' || problem.code === 'idempotency_key_reused') scan.scan_id = crypto.randomUUID();
      else if (problem.status !== 503) throw problem;
      return ask(scan, false);
    }
    noteOnline(true);
    if (!input.code || answer.booking_id) break;                    // a code may be that of another open show
  }
  if (answer.result === 'ADMITTED') {
    noteOwn(answer.show_id, answer.booking_id, scan.scan_id, answer.seats.map(seat => seat.seat), scan.at, now());
    noteAdmitted(answer.show_id, answer.booking_id, answer.seats);
  }
  return answer;
}

function within(patience, promise) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Problem({ code: 'offline' })), patience));
  return Promise.race([promise, late]);
}

/** The answer for the screen, noted among the last scans. */
function answered(scan, { result: given, seats, alone = false, problem = null, full = false, show_id }) {
  const { input, reading, scan_id, at } = scan;
  const result = given === 'FORGED' && input.code ? 'NO_SUCH_CODE' : given;       // a typing error, or a ticket of another show
  const show = show_id ?? reading.show ?? state.open[0];
  const answer = { scan_id, at, result, seats, alone, problem, full, show, input, reading, booking: reading.booking };
  const { title, hall, starts_at } = showOf(show) ?? {};
  noteScan({ scan_id, at, show_id: show, title, hall, starts_at, result, alone, reported: !alone, seats: seats.map(one => one.seat), code: problem?.code });
  return answer;
}

function show(answer) {
  state.answer = answer;
  signal(tone(answer));
}

/** `good`: let in; `alone`: let in, not yet reported; `warn`: not here, not now, or unknown; `bad`: do not let in. */
export function tone({ result, alone }) {
  if (result === 'ADMITTED') return alone ? 'alone' : 'good';
  return ['FORGED', 'REFUNDED', 'NOT_PAID', 'SHOW_CANCELLED', 'ALREADY_ADMITTED'].includes(result) ? 'bad' : 'warn';
}

/** The other seats of an answer's ticket, as far as the list knows them. */
export function otherSeats({ show, booking, seats, reading }) {
  const ticket = listOf(show)?.tickets.find(one => one.booking_id === booking);
  return !ticket ? [] : seatsOf(show, ticket)
    .filter(seat => (reading.seats ?? []).includes(seat.seat) && !seats.some(one => one.seat === seat.seat));
}
