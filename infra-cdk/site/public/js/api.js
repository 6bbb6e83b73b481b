/** Calls of the HTTP API. A refusal is a {@link Problem}, which pages show by its code. */
import { accessToken, forget, renew } from '/js/auth.js';
import { remember } from '/js/remember.js';
import { hasText, t } from '/js/text.js';

const BASE = '/api/v1';
const PUBLIC = /^\/(cities|cinemas|shows\/[^/]+\/seats|ticket-keys)/;
const PATIENCE = 20_000;
/** The codes of answers that API Gateway gives by itself, without a problem. */
const GATEWAY = { 401: 'signed_out', 404: 'not_found', 429: 'throttled', 503: 'unavailable', 504: 'unavailable' };

/** A refusal of the API, with the members of its problem; `code` is `offline` if there was no answer. */
export class Problem extends Error {
  constructor(members) {
    super(members.detail ?? members.code);
    Object.assign(this, members);
  }
}

/** How long a request may take for its answer to tell the time well, in milliseconds. */
const QUICK = 2000;
let clockAhead = 0, isExact = false;

/**
 * Corrects the clock by an answer's `Date`, as if the way back had taken all of its time: a countdown never promises more
 * time than is left. `Date` has whole seconds, and smaller differences would make countdowns jump.
 */
function readClock({ date, sent, took }) {
  if (isExact && took > QUICK) return;
  const ahead = Date.parse(date) + 500 - sent;
  if (Math.abs(ahead - clockAhead) > 1500) clockAhead = ahead;
  isExact ||= took <= QUICK;
}

/** The server's time in milliseconds; the device's clock may be wrong. */
export const now = () => Date.now() + clockAhead;

/** The seconds until a time of the server. */
export const secondsUntil = time => (new Date(time) - now()) / 1000;

/**
 * Calls the API and returns the answer's JSON, or null for 204 and 304.
 *
 * @param path below `/api/v1`
 * @param options `method`, `body` (an object), `headers`; `as` `text` or `blob` for other answers than JSON; `patience` in
 *     milliseconds for what takes longer
 * @throws Problem for any other answer than a success, or none
 */
export async function call(path, options = {}) {
  const open = !options.method && PUBLIC.test(path);
  let { answer, content, time } = await send(path, options, open ? null : await token());
  if (answer.status === 401 && await renewed()) ({ answer, content, time } = await send(path, options, await token()));
  if (!open) readClock(time);
  if (answer.ok || answer.status === 304) return content;
  const code = content.code ?? GATEWAY[answer.status] ?? 'internal_error';
  if (code === 'signed_out') forget();
  throw new Problem({ ...content, status: answer.status, code, retryAfter: Number(answer.headers.get('retry-after')) || content.retry_after });
}

async function token() {
  const valid = await accessToken().catch(() => { throw new Problem({ code: 'offline' }) });
  if (!valid) throw new Problem({ status: 401, code: 'signed_out' });
  return valid;
}

const renewed = () => renew().catch(() => { throw new Problem({ code: 'offline' }) });

/** Sends a request and reads the whole answer; an interrupted answer counts as offline. */
async function send(path, { method = 'GET', body, headers = {}, as = 'json', patience = PATIENCE }, bearer) {
  try {
    const sent = Date.now();
    const answer = await fetch(BASE + path, {
      method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience),
      headers: { ...headers, ...(bearer && { authorization: 'Bearer ' + bearer }), ...(body && { 'content-type': 'application/json' }) } });
    const time = { date: answer.headers.get('date'), sent, took: Date.now() - sent };
    if (answer.status === 204 || answer.status === 304) return { answer, time, content: null };
    return { answer, time, content: answer.ok ? await answer[as]() : jsonOr(await answer.text(), {}) };
  } catch {
    throw new Problem({ code: 'offline' });
  }
}

function jsonOr(text, other) {
  try {
    return JSON.parse(text);
  } catch {
    return other;
  }
}

/**
 * Sends a request that must take effect once, however often it is sent: its `Idempotency-Key` is kept in this tab until
 * there is a final answer.
 */
export async function callOnce(path, body) {
  const slot = 'once:' + path + JSON.stringify(body);
  const key = sessionStorage.getItem(slot) ?? crypto.randomUUID();
  remember(sessionStorage, slot, key);
  try {
    const answer = await call(path, { method: 'POST', body, headers: { 'idempotency-key': key } });
    sessionStorage.removeItem(slot);
    return answer;
  } catch (problem) {
    if (isFinal(problem)) sessionStorage.removeItem(slot);
    throw problem;
  }
}

/** Whether a repeat would be answered in the same way: refused, or the booking exists, paid or not. */
const isFinal = ({ status, code }) => status < 500 && status !== 429 && status !== 401
  || code === 'payment_refused' || code === 'payment_gateway_unavailable';

/** A problem in the customer's words. Its values (`values`) fill the text of `problem.<code>`. */
export function problemText(problem, values = {}) {
  if (!(problem instanceof Problem)) {
    reportError(problem);
    return t('problem.unknown', { code: problem.name });
  }
  const key = 'problem.' + problem.code;
  return t(hasText(key) ? key : 'problem.unknown', { ...problem, ...values, seconds: problem.retryAfter ?? 5 });
}
