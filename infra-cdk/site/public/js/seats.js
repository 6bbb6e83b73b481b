/** Choosing a show's seats and holding them. */
import { call, Problem, problemText, secondsUntil } from '/js/api.js';
import { signIn, user } from '/js/auth.js';
import { money, seatNames } from '/js/format.js';
import { announce, draw, focusOn, goOn, html, nothing, notice, parameters, start } from '/js/page.js';
import { remember } from '/js/remember.js';
import { isFree, mapLegend, seatMap } from '/js/seat-map.js';
import { advice, amount, best, broken, dropLost, firstSeat, forgetChoice, keepChoice, keptChoice, mended, tap } from '/js/seats-choice.js';
import { early } from '/js/seats-early.js';
import { bar, bookingPage, freeSeats, heading, holdText, loading, otherShows, salesState, tools, viewSwitch, waitlist } from '/js/seats-parts.js';
import { t } from '/js/text.js';

const SHOW = parameters.get('show');
const PATH = `/shows/${SHOW && encodeURIComponent(SHOW)}/seats`;
const EVERY = 3_000;
/** When the seats of a hold that led here are free at last, in milliseconds of this page. */
const FREED_AFTER = 5_000;

const kept = keptChoice(SHOW, parameters.get('seats'));
const state = {
  map: null,
  problem: null,
  party: parameters.has('seats') && kept.chosen.size || Number(localStorage.getItem('party')) || 2,
  chosen: kept.chosen,
  /** Whether seats are taken one by one, after the customer has freed one. */
  single: kept.single ?? false,
  accessible: kept.accessible ?? false,
  kind: null,
  /** Draws the list, once it was asked for. */
  list: null,
  asList: localStorage.getItem('seats_as') === 'list',
  /** The customer's own seats of this show. */
  own: new Set(),
  /** The unpaid booking that keeps the customer from holding more seats. */
  holding: null,
  /** What to tell at the button: `{kind, text, more}`. */
  note: null,
  /** The rule that the API saw broken. */
  rule: null,
  /** Why the waitlist was not joined. */
  waitNote: nothing,
  busy: null,
  isStale: false,
};

let text = null;                                             // the last answer; an equal one changes nothing
let first = early;                                           // read once; then the map is asked for again
let stop = null;

async function load() {
  Object.assign(state, { problem: null });
  draw();
  try {
    if (state.asList) await loadList();
    const answer = await first;
    first = null;
    if (answer?.status === 404) throw new Problem({ code: 'not_found' });
    take(answer?.ok && await answer.text().catch(() => null) || await call(PATH, { as: 'text' }));
  } catch (problem) {
    state.problem = problem;
    return draw();
  }
  if (parameters.has('seats') && state.chosen.size && !state.note && !kept.signingIn) state.note = { kind: 'info', text: t('seats.chosen_again') };
  stop = firstSeat(state);
  draw();
  requestAnimationFrame(() => performance.mark('interactive'));
  if (kept.signingIn) resume();
  else if (state.note?.kind === 'info') focusOn('hold');
  holdScript().catch(() => {});                              // ready before it is needed
  setTimeout(poll, EVERY);
  await loadOwn();
}

/** Takes a seat map over, and says which of the chosen seats are lost. */
function take(answer) {
  if (state.isStale) Object.assign(state, { isStale: false, note: null });
  if (answer === text) return;
  const isEarly = areBeingFreed();
  text = isEarly ? null : answer;
  state.map = JSON.parse(answer);
  tellLost(state.busy || isEarly ? new Set() : dropLost(state));
}

/** Whether the chosen seats may be of the customer's own hold, which has ended a moment ago: not free yet, and not lost. */
const areBeingFreed = () => parameters.has('seats') && performance.now() < FREED_AFTER;

function tellLost(lost) {
  if (!lost.size) return;
  state.note = { kind: 'error', text: t('seats.lost', { seats: seatNames([...lost]) }) };
  keep();
}

async function refresh() {
  try {
    if (!navigator.onLine) throw new Problem({ code: 'offline' });
    take(await call(PATH, { as: 'text' }));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    state.isStale = true;
  }
  if (state.holding && secondsUntil(state.holding.reservation_expires_at) < 0) await loadOwn();
  draw();
}

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, EVERY);
}

/** Lays the customer's own seats over the map, and finds the hold that stands in the way of another one. */
async function loadOwn() {
  if (!user()) return;
  const bookings = await holdScript().then(script => script.unpaidBookings()).catch(() => null);
  if (!bookings) return;
  state.own = new Set(bookings.filter(b => b.show_id === SHOW).flatMap(b => b.show_seats));
  state.holding = bookings.find(b => !b.waitlist_entry_id) ?? null;
  draw();
}

const holdScript = () => import('/js/seats-hold.js');
const keep = extra => keepChoice(SHOW, { ...state, ...extra });

/** Changes the choice, and tells a screen reader what it is now. */
function change({ chosen, single, note, more = nothing, needsAccessible, isSplit }) {
  state.rule = null;
  state.note = note && { kind: needsAccessible ? 'warning' : 'info', text: note,
    more: needsAccessible ? askAccessible(needsAccessible) : isSplit ? otherShows(state.map.show) : more };
  if (chosen) {
    Object.assign(state, { chosen, single });
    keep();
    announce([chosen.size ? t('seats.said_chosen', { seats: seatNames([...chosen]), amount: money(amount(state)) }) : t('seats.said_none'),
      note, warning()?.text, advice(state)].filter(Boolean).join(' '));
  } else if (note) announce(note);
  draw();
}

/** Asks whether a wheelchair place is needed; then the place that was tapped is chosen. */
const askAccessible = tapped => html`<button @click=${() => {
  set({ accessible: true });
  if (tapped) change(tap(state, ...tapped));
  focusOn('hold');
}}>${t('seats.need_accessible')}</button>`;

const mend = () => {
  change(mended(state));
  focusOn('hold');
};

/** Whether a seat is of another kind than the one looked for. */
const isOther = ({ category }) => state.kind !== null && category !== state.kind && !(state.accessible && category === 'ACCESSIBLE');
const allKinds = () => html`<button @click=${() => { set({ kind: null }); document.querySelector('.seat[tabindex="0"]')?.focus() }}>${t('seats.all_kinds')}</button>`;

function choose(seat, row) {
  if (state.holding) return announce(holdText(state.holding, SHOW));
  if (state.own.has(seat.id)) return;
  if (isOther(seat) && !state.chosen.has(seat.id)) return change({ note: t('seats.other_kind', { kind: t('seat.' + state.kind) }), more: allKinds() });
  change(tap(state, row, seat));
}

const setParty = party => {
  remember(localStorage, 'party', party);
  state.party = party;
  const first = [...state.chosen][0], fewer = state.chosen.size > party;
  if (!state.chosen.size) return draw();
  if (!fewer) return change({ chosen: state.chosen, single: false });
  const row = state.map.rows.find(r => r.seats.some(s => s.id === first));
  state.chosen = new Set();
  change(tap({ ...state, single: false }, row, row.seats.find(s => s.id === first)));
};

function set(what) {
  Object.assign(state, what, { note: null });
  keep();
  draw();
}

async function show(as) {
  remember(localStorage, 'seats_as', as);
  if (as === 'list') await loadList();
  state.asList = as === 'list';
  draw();
  document.querySelector('.switch [aria-pressed=true]').focus();
}

const loadList = async () => { state.list ??= (await import('/js/seat-list.js')).seatList };

/** Goes on after a sign-in: the seats are still chosen, and one press holds them. */
function resume() {
  keep();
  if (!user() || !state.chosen.size || state.note) return;
  state.note = { kind: 'success', text: t('seats.signed_in') };
  draw();
  focusOn('hold');
}

async function hold(price) {
  if (state.busy || state.isStale) return;
  if (!state.chosen.size) return fail({ text: t('seats.choose_first') });
  if (broken(state)) return fail({ rule: broken(state) });
  state.busy = t('seats.holding');
  Object.assign(state, { note: null, rule: null });
  draw();
  if (!user()) return leaveToSignIn();
  const { holdSeats } = await holdScript().catch(() => ({ holdSeats: () => ({ text: t('problem.offline') }) }));
  await end(await holdSeats({ seats: state.chosen, amount: price ?? amount(state), accessible: state.accessible }, () => {
    state.note = { kind: 'info', text: t('seats.retrying') };
    announce(t('seats.retrying'));
    draw();
  }));
  focusOn('hold');
}

async function join() {
  if (state.busy) return;
  Object.assign(state, { busy: t('page.loading'), waitNote: nothing });
  draw();
  if (!user()) return leaveToSignIn();
  const { joinWaitlist } = await holdScript().catch(() => ({ joinWaitlist: () => ({ text: t('problem.offline') }) }));
  const outcome = await joinWaitlist(SHOW, state);
  if (outcome.text) state.waitNote = notice('error', outcome.text, outcome.entries ? html`<p><a href="/waitlist.html">${t('seats.my_entries')}</a></p>` : nothing);
  await end({ ...outcome, text: null });
}

async function leaveToSignIn() {
  keep({ signingIn: true });
  return await signIn() || fail({ text: t('problem.offline') });
}

/** Ends a hold or a joining. */
async function end(outcome) {
  if (outcome.go) {
    if (outcome.go.startsWith('/booking')) forgetChoice(SHOW);
    return goOn(outcome.go);
  }
  if (outcome.signIn) return leaveToSignIn();
  if (outcome.isStale) await loadOwn();                      // the seats may be held although the answer was lost
  if (outcome.isStale) await refresh();
  fail(state.holding && outcome.text ? {} : outcome);
}

/** Shows at the button why nothing was held. */
function fail({ text, rule, price, lost, holding }) {
  Object.assign(state, { busy: null, rule: rule ?? null });
  if (text) state.note = { kind: 'error', text, more: nothing };
  else tellLost(dropLost(state));
  if (holding && !state.holding) state.note = { kind: 'warning', text: t('seats.holding_other'),
    more: html`<a class="button main" href=${bookingPage(holding)}>${t('seats.to_booking')}</a>` };
  if (price) state.note = { kind: 'warning', text: t('seats.price_changed', { amount: money(price) }),
    more: html`<button class="main" @click=${() => hold(price)}>${t('seats.hold_at_price')}</button>` };
  if (lost) {
    state.chosen = new Set([...state.chosen].filter(id => !lost.has(id)));
    tellLost(lost);
  }
  draw();
  if (rule) announce(warning().text);
}

/** The rule that is broken, in words. */
function warning() {
  const found = state.rule ?? broken(state);
  return found && { ...found, text: t('seats.rule_' + found.rule, { seats: seatNames([...found.ids]) }) };
}

function view() {
  if (state.problem?.code === 'not_found' || !SHOW) return html`<h1>${t('seats.title')}</h1>${notice('warning', t('seats.no_show'))}
    <p class="actions"><a class="button main" href="/">${t('page.to_programme')}</a></p>`;
  if (state.problem) return html`<h1>${t('seats.title')}</h1>${notice('error', problemText(state.problem), html`<button @click=${load}>${t('page.retry')}</button>`)}`;
  if (!state.map) return loading();
  const { show } = state.map;
  return html`<div class="seats has-bar ${state.accessible ? 'accessible' : ''}">${show.sales === 'OPEN' ? choosing()
    : html`<div class="side">${heading(show)}</div><div class="hall-side">${salesState(show, refresh)}</div>`}</div>`;
}

/** For the keyboard: past the tools, to the seats. */
const skip = () => html`<a class="skip" href="#main" @click=${event => { event.preventDefault(); document.querySelector('.seat[tabindex="0"], .seat-list summary')?.focus() }}>${t('seats.skip')}</a>`;

function choosing() {
  const { map, chosen, own, isStale } = state;
  const options = { map, chosen, own, stop, onChoose: choose, choosable: seat => !isStale && isFree(seat) && !isOther(seat), marked: warning()?.ids, dimmed: isOther,
    tools: viewSwitch(state.asList, show) };
  return html`${skip()}<div class="side">${heading(map.show)}${tools(state, { setParty, set, best: () => change(best(state)) })}</div>
    <div class="hall-side">${waitlist(state, join)}
      <div class=${isStale ? 'stale' : nothing}>
        ${state.asList ? html`<div class="switch-only">${options.tools}</div>${state.list(options)}` : seatMap(options)}</div>
      ${state.asList ? nothing : mapLegend(['AVAILABLE', 'chosen', 'HELD', 'BOOKED', ...own.size ? ['own'] : []])}</div>
    ${freeSeats(state).length || chosen.size || state.note || state.holding ? bar(state, { show: SHOW, rule: warning(), hold, mend, askAccessible }) : nothing}`;
}

addEventListener('pageshow', event => {                      // back from the booking, out of the browser's memory
  if (!event.persisted) return;
  state.busy = null;
  refresh();
  loadOwn();
});

start({ title: () => state.map ? `${t('seats.title')}: ${state.map.show.movie.title}` : t('seats.title'), view });
if (SHOW) load();
