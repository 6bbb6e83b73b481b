/**
 * Counter sales without an answer, which may have been made. This device keeps each with its `Idempotency-Key`, also after a
 * sign-out, until its answer is known or it is put aside.
 */
import { call } from '/js/api.js';
import { user } from '/js/auth.js';
import { remember } from '/js/remember.js';

/** Keys are of one user: a repeat by somebody else would be another sale. */
const slot = () => 'desk:unanswered:' + user()?.name;
const read = from => JSON.parse(localStorage.getItem(from)) ?? [];
const id = ({ path, body }) => path + JSON.stringify(body);
const underWay = new Set();

/** The user's sales that wait for an answer, or got none. */
const all = () => read(slot());

/** The user's sales that got no answer, oldest first. */
export const unanswered = () => all().filter(sale => !underWay.has(id(sale)));

/** Whether a sale got no answer. */
export const isUnanswered = sale => unanswered().some(other => id(other) === id(sale));

/** The seats that the user may have sold. */
export const maybeSold = () => new Set(all().flatMap(sale => sale.body.show_seats));

const keep = (sales, to = slot()) => remember(localStorage, to, JSON.stringify(sales));
const without = (sale, from = slot()) => read(from).filter(other => id(other) !== id(sale));

/** Forgets a sale, whatever became of it. */
export const putAside = sale => keep(without(sale));

/**
 * Sells seats once, however often it is called, also after a reload, and returns the booking.
 *
 * @param sale `path` and `body` of the request, and what is shown of it
 */
export async function sellOnce(sale) {
  const mine = slot(), key = all().find(other => id(other) === id(sale))?.key ?? crypto.randomUUID();
  keep([...without(sale), { ...sale, key }]);
  underWay.add(id(sale));
  try {
    return await answered(sale, key, sale.body, mine);
  } finally {
    underWay.delete(id(sale));
  }
}

/**
 * Asks what became of a sale, and sells nothing: returns its booking, or null if it was not made. A sale that was made is
 * known by its key; otherwise, the seats are refused for an amount that they do not cost.
 */
export async function outcome(sale) {
  try {
    return await answered(sale, sale.key, { ...sale.body, expected_amount: sale.body.expected_amount + 1 });
  } catch (problem) {
    if (isAnswer(problem)) return null;
    throw problem;
  }
}

/** Sends a sale's request, and forgets the sale once there is an answer. */
async function answered(sale, key, body, from = slot()) {
  try {
    const booking = await call(sale.path, { method: 'POST', body, headers: { 'idempotency-key': key } });
    keep(without(sale, from), from);
    return booking;
  } catch (problem) {
    if (isAnswer(problem)) keep(without(sale, from), from);
    throw problem;
  }
}

/** Whether a refusal says that the sale was not made; one for lack of rights does not. */
const isAnswer = ({ status, code }) => status < 500 && ![401, 429].includes(status) && code !== 'forbidden';
