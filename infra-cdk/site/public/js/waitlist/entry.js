/** One waitlist entry: the position, the offer, and how it ended. */
import { call, problemText } from '/js/api.js';
import { seatNames } from '/js/format.js';
import { announce, arrive, draw, focusOn, goOn, html, nothing, notice, parameters } from '/js/page.js';
import { skeleton, tryAgain } from '/js/parts.js';
import { t } from '/js/text.js';
import { alertChoice, callCustomer } from '/js/waitlist/alerts.js';
import { ended, refused } from '/js/waitlist/ended.js';
import { dialogToLeave, leaveButton } from '/js/waitlist/leave.js';
import { offer } from '/js/waitlist/offer.js';
import { seatMapOf, showCard, showOf } from '/js/waitlist/show.js';

const LAST = ['SERVED', 'LAPSED', 'LEFT'];
const OUTCOMES = { PAID: 'SERVED', CANCELLED: 'LAPSED', EXPIRED: 'LAPSED' };
const FAR = 50;
const IN_BACKGROUND = 15_000;

const id = parameters.get('entry'), show = showOf(id ?? ''), PATH = '/waitlist/' + encodeURIComponent(id);
const state = {
  entry: null,
  /** The seat map of the show, which is undefined until it is there, and null if the show is no longer listed. */
  map: undefined,
  /** The booking of the offer. */
  booking: null,
  /** Why the entry could not be got. */
  problem: null,
  /** Why the last request of the customer failed. */
  refusal: null,
  busy: false,
};
let timer = 0;

export const title = () => state.entry ? t('wait.heading.' + state.entry.status) : t('wait.title');

/** Gets the entry and what belongs to it, and again until its end. */
export async function load() {
  clearTimeout(timer);
  try {
    const [entry, first] = await Promise.all([call(PATH), state.map === undefined ? seatMapOf(show) : state.map]);
    const [booking, map] = await Promise.all([entry.booking_id ? call('/bookings/' + entry.booking_id) : null,
      state.entry && state.map !== undefined && LAST.includes(entry.status) ? seatMapOf(show) : first]);           // the show may have been cancelled
    const before = state.entry?.status;
    Object.assign(state, { entry: { ...entry, status: statusOf(entry, booking) }, map, booking, problem: null });
    draw();
    if (!before) arrive();
    else if (before !== state.entry.status) tell();
  } catch (problem) {
    state.problem = problem;
    draw();
  }
  clearTimeout(timer);                                        // of a request that was under way at the same time
  if (!final()) timer = setTimeout(load, interval());
}

/** The offered booking knows the end of an offer before the entry does. */
const statusOf = (entry, booking) => ['OFFERED', 'LAPSED'].includes(entry.status) && OUTCOMES[booking?.status] || entry.status;

const final = () => LAST.includes(state.entry?.status) && state.map !== undefined || ['not_found', 'signed_out'].includes(state.problem?.code);

/** A page in the background goes on to look for the offer, less often. */
function interval() {
  const { status, position } = state.entry ?? {};
  const usual = status === 'JOINING' ? 1_000 : status === 'OFFERED' ? 3_000 : position > FAR ? 30_000 : 5_000;
  return document.hidden ? Math.max(usual, IN_BACKGROUND) : usual;
}
const lookAgain = () => { if (!document.hidden && (state.entry || state.problem) && !final()) load() };
document.addEventListener('visibilitychange', lookAgain);
addEventListener('online', lookAgain);

/** Says what has changed without the customer's doing. An offer and an end show another page, which begins at its heading. */
function tell() {
  if (state.busy) return;
  const { status } = state.entry;
  if (status !== 'WAITING') focusOn('heading');
  if (status === 'OFFERED') callCustomer(t('wait.heading.OFFERED'), t('wait.offer_of', offered()));
  announce(t('wait.heading.' + status) + (status === 'OFFERED' ? ' ' + t('wait.offer_of', offered()) : ''));
}

const offered = () => ({ seats: seatNames(state.booking.show_seats), movie: state.booking.show.title });

/** Carries out what the customer asked for, and moves the focus to the heading, which says the result. */
async function carryOut(request) {
  Object.assign(state, { busy: true, refusal: null });
  draw();
  try {
    await request();
    focusOn('heading');
  } catch (problem) {
    state.refusal = problem;
  }
  state.busy = false;
  draw();
}

const leave = () => carryOut(async () => {
  await call(PATH, { method: 'DELETE' });
  clearTimeout(timer);
  state.entry.status = 'LEFT';                                // the entry itself is about to leave
  draw();
});
const letGo = () => carryOut(async () => {
  await call('/bookings/' + state.entry.booking_id, { method: 'DELETE' });
  await load();
});
const joinAgain = () => carryOut(async () => {
  const { seats, accessible, show_id } = state.entry;
  const joined = await call(`/shows/${show_id}/waitlist`, { method: 'POST', body: { seats, accessible } });
  goOn('/waitlist.html?entry=' + joined.entry_id);
});

export function view() {
  const { entry, problem } = state;
  if (problem?.code === 'not_found') return html`<div class="narrow"><h1>${t('wait.title')}</h1>${notice('info', t('wait.unknown'))}
    <p class="actions"><a class="button main" href="/waitlist.html">${t('wait.mine')}</a></p></div>`;
  if (!entry) return html`<div class="narrow"><h1>${t('wait.title')}</h1>${problem
    ? notice('error', problemText(problem), tryAgain(load)) : skeleton(6)}</div>`;
  const { status } = entry;
  return html`<div class="narrow ${status === 'OFFERED' ? 'has-bar' : ''}">
    <h1 id="heading" tabindex="-1">${t('wait.heading.' + status)}</h1>
    ${problem && problem.code !== 'offline' ? notice('warning', problemText(problem)) : nothing}
    ${status === 'OFFERED' ? offer(state, letGo) : LAST.includes(status) ? ended(state, joinAgain)
      : status === 'JOINING' ? html`<p>${t('wait.joining')}</p>` : place(entry)}
    ${showCard(state.map?.show, entry)}
    ${status === 'OFFERED' || LAST.includes(status) ? nothing : html`${howItWorks()}${refused(state)}${leaveButton(state)}${dialogToLeave(leave)}`}</div>`;
}

const howItWorks = () => html`<section><h2>${t('wait.how')}</h2>
  <ol class="steps"><li>${t('wait.how_hold')}</li><li>${t('wait.how_pay')}</li><li>${t('wait.how_lapse')}</li></ol>
  ${alertChoice(draw)}<p class="small dim">${t('wait.mail')}</p></section>`;

const place = ({ position, estimated_wait_seconds: seconds }) => html`<div class="card place">
  <p class="dim">${t('wait.position')}</p><p class="number">${position}</p>
  <p>${position === 1 ? t('wait.first') : t('wait.before', { parties: position - 1 })}</p>
  <p>${seconds === null ? t('wait.no_estimate') : t('wait.estimate', { time: roughly(seconds) })}</p></div>`;

/** A time in words that claims no more than is known. */
function roughly(seconds) {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return t('wait.a_minute');
  return minutes < 90 ? t('wait.minutes', { minutes: minutes > 10 ? Math.ceil(minutes / 5) * 5 : minutes })
    : t('wait.hours', { hours: Math.ceil(minutes / 60) });
}
