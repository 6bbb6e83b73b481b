/** Calls of the HTTP API. A refusal is a {@link Problem}, which pages show by its code. */
import { accessToken, forget } from '/js/auth.js';
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

let clockAhead = 0;

/** Corrects the clock by an answer's `Date`, which has whole seconds: smaller differences would make countdowns jump. */
function readClock(date) {
  const ahead = Date.parse(date) + 500 - Date.now();
  if (Math.abs(ahead - clockAhead) > 1500) clockAhead = ahead;
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
export async function call(path, { method = 'GET', body, headers = {}, as = 'json', patience = PATIENCE } = {}) {
  const open = method === 'GET' && PUBLIC.test(path);
  const token = open ? null : await accessToken().catch(() => { throw new Problem({ code: 'offline' }) });
  if (!open && !token) throw new Problem({ status: 401, code: 'signed_out' });
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience),
      headers: { ...headers, ...(token && { authorization: 'Bearer ' + token }), ...(body && { 'content-type': 'application/json' }) } });
  } catch {
    throw new Problem({ code: 'offline' });
  }
  if (!open) readClock(answer.headers.get('date'));
  if (answer.status === 204 || answer.status === 304) return null;
  if (answer.ok) return answer[as]();
  const problem = await answer.json().catch(() => ({}));
  const code = problem.code ?? GATEWAY[answer.status] ?? 'internal_error';
  if (code === 'signed_out') forget();
  throw new Problem({ ...problem, status: answer.status, code, retryAfter: Number(answer.headers.get('retry-after')) || problem.retry_after });
}

/**
 * Sends a request that must take effect once, however often it is sent: its `Idempotency-Key` is kept in this tab until
 * there is a final answer.
 */
export async function callOnce(path, body) {
  const slot = 'once:' + path + JSON.stringify(body);
  const key = sessionStorage.getItem(slot) ?? crypto.randomUUID();
  sessionStorage.setItem(slot, key);
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
  if (!(problem instanceof Problem)) throw problem;
  const key = 'problem.' + problem.code;
  return t(hasText(key) ? key : 'problem.unknown', { ...problem, ...values, seconds: problem.retryAfter ?? 5 });
}
