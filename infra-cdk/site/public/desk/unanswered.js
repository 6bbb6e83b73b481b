/** Counter sales without an answer, which may have been made: this tab keeps them until a repeat with the same key is answered. */
import { callOnce } from '/js/api.js';
import { user } from '/js/auth.js';

/** Keys are of one user: a repeat by somebody else would be another sale. */
const slot = () => 'desk:unanswered:' + user()?.name;
const read = from => JSON.parse(sessionStorage.getItem(from)) ?? [];
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

/**
 * Sells seats once, however often it is called, also after a reload, and returns the booking.
 *
 * @param sale `path` and `body` of the request, and what is shown of it
 */
export async function sellOnce(sale) {
  const mine = slot(), others = () => read(mine).filter(other => id(other) !== id(sale));
  const keep = sales => sessionStorage.setItem(mine, JSON.stringify(sales));
  keep([...others(), sale]);
  underWay.add(id(sale));
  try {
    const booking = await callOnce(sale.path, sale.body);
    keep(others());
    return booking;
  } catch (problem) {
    if (isAnswer(problem)) keep(others());
    throw problem;
  } finally {
    underWay.delete(id(sale));
  }
}

/** Whether a refusal is final, as `callOnce` sees it: a repeat would be another sale. */
const isAnswer = ({ status }) => status < 500 && status !== 401 && status !== 429;
