/** The answer to a scan, over the whole screen: may they enter, which seats, and why not. */
import { problemText, secondsUntil } from '/js/api.js';
import { clockTime, dayAndTime } from '/js/format.js';
import { html, nothing } from '/js/page.js';
import { rating } from '/js/parts.js';
import { t } from '/js/text.js';
import { admitChosen, closeAnswer, otherSeats, scan, tone } from '/door/admit.js';
import { listOf, refresh } from '/door/lists.js';
import { lastScans } from '/door/reports.js';
import { choose, showOf, state } from '/door/state.js';

/** How long a green answer stays, in milliseconds; others stay until the usher has dealt with them. */
const GREEN_STAYS = 2_500, WITH_RATING_STAYS = 5_000;
const PAPERS = ['T13', 'T16', 'T18', 'K'];

const ICONS = {
  good: 'M10 26 L21 37 L40 13', alone: 'M10 26 L21 37 L40 13',
  warn: 'M25 10 V29 M25 38 V40', bad: 'M13 13 L37 37 M37 13 L13 37',
};

/** What an answer is called, in a word or two. */
export const resultWord = result => t('door.result.' + result);

/** The short code as people read it out, with a hyphen at which no line ends. */
export const spoken = code => `${code.slice(0, 4)}\u2011${code.slice(4)}`;

/** The dialog with the current answer. */
export function answerDialog() {
  queueMicrotask(() => sync('answer', !!state.answer));
  return html`<dialog id="answer" class="answer ${state.answer ? tone(state.answer) : ''} ${state.answer?.seats.length > 3 ? 'many' : ''}" aria-labelledby="answer-word" aria-describedby="answer-why"
    @cancel=${event => { event.preventDefault(); closeAnswer() }} @click=${event => { if (event.target.id === 'answer') closeAnswer() }}>${state.answer ? content(state.answer) : nothing}</dialog>`;
}

/** Opens or closes a modal dialog after it was drawn. */
export function sync(id, open) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open === open) return;
  if (!open) return dialog.close();
  dialog.showModal();
  dialog.scrollTop = 0;
  if (id === 'answer') closeInTime(state.answer);
}

function closeInTime(answer) {
  answer.shownAt = performance.now();
  if (answer.result !== 'ADMITTED' || answer.full) return;
  setTimeout(() => { if (state.answer === answer) closeAnswer() }, mustCheckPapers(answer) ? WITH_RATING_STAYS : GREEN_STAYS);
}

/** Any key takes the answer away, but for the keys of another button. */
export function dismiss(event) {
  if (!state.answer) return false;
  const onButton = event.target.closest?.('#answer button:not(.next)');
  if (onButton && [' ', 'Enter'].includes(event.key)) return false;
  closeAnswer();
  return true;
}

const mustCheckPapers = answer => PAPERS.includes(showOf(answer.show)?.rating);

function content(answer) {
  const show = showOf(answer.show), kind = tone(answer), admitted = answer.result === 'ADMITTED';
  return html`
    <svg class="icon" viewBox="0 0 50 50" aria-hidden="true"><circle cx="25" cy="25" r="23"></circle><path d=${ICONS[kind]}></path></svg>
    <h2 id="answer-word">${resultWord(answer.result)}</h2>
    ${answer.seats.length ? html`<ul class="seats">${answer.seats.map(seat => html`<li><b>${seat.seat}</b><span>${t('seat.' + seat.category)}</span></li>`)}</ul>` : nothing}
    <div id="answer-why">
      ${kind === 'alone' ? html`<p class="strong">${t(state.online ? 'door.alone_online' : 'door.alone')}</p>` : nothing}
      ${admitted && state.open.length > 1 && show ? html`<p>${t('door.to_hall', { hall: show.hall, title: show.title })}</p>` : nothing}
      ${why(answer).map(line => html`<p>${line}</p>`)}
      ${answer.full ? html`<p class="strong">${t('door.device_full')}</p>` : nothing}
      ${admitted && mustCheckPapers(answer) ? html`<p class="papers">${rating(show.rating)} ${t('door.papers.' + show.rating)}</p>` : nothing}</div>
    <div class="actions">${more(answer)}<button type="button" class="next big" autofocus @click=${closeAnswer}>${t('door.next')}</button></div>
    <p class="key-hint">${t(admitted && !answer.full ? 'door.next_by_itself' : 'door.any_key')}</p>`;
}

/** The reasons and details of an answer, each a sentence. */
function why(answer) {
  const { result, seats, show, reading, input, problem } = answer;
  switch (result) {
    case 'ADMITTED': return others(answer);
    case 'ALREADY_ADMITTED': return alreadyIn(seats);
    case 'WRONG_SHOW': return [wrongShow(reading.show)];
    case 'NO_SUCH_CODE': return [t('door.why.NO_SUCH_CODE', { code: spoken(input.code) })];
    case 'TOO_EARLY': return [t('door.why.TOO_EARLY', { time: showOf(show) ? clockTime(showOf(show).doors_open_at) : '…' })];
    case 'NOT_IN_LIST': case 'LIST_OLD': {
      const text = result === 'NOT_IN_LIST' && input.code ? 'CODE_NOT_IN_LIST' : result;
      return [t('door.why.' + text, { time: listOf(show) ? clockTime(listOf(show).at) : '…', code: input.code && spoken(input.code) })];
    }
    case 'PROBLEM': return [problemText(problem)];
    default: return [t('door.why.' + result)];
  }
}

/** When and by whom seats were let in; those of one scan in one sentence. */
function alreadyIn(seats) {
  const free = seats.filter(seat => !seat.admitted_at), scans = {};
  for (const seat of seats) if (seat.admitted_at) (scans[clockTime(seat.admitted_at) + byWhom(seat)] ??= []).push(seat);
  return [...Object.values(scans).map(of => t('door.seat_inside', { seats: names(of), time: clockTime(of[0].admitted_at), ago: ago(of[0].admitted_at), by: byWhom(of[0]) })),
    ...free.length ? [t('door.seat_free', { seats: names(free) })] : []];
}

/** How long ago something was: the usher need not look for a clock. */
function ago(time) {
  const minutes = Math.floor(-secondsUntil(time) / 60);
  return minutes < 1 ? t('door.just_now') : minutes < 60 ? t('door.minutes_ago', { minutes }) : t('door.hours_ago', { hours: Math.floor(minutes / 60) });
}

function others(answer) {
  const rest = otherSeats(answer), inside = rest.filter(seat => seat.admitted_at), outside = rest.filter(seat => !seat.admitted_at);
  return [inside.length && t('door.inside_before', { seats: names(inside) }), outside.length && t('door.still_to_come', { seats: names(outside) })].filter(Boolean);
}

const names = seats => seats.map(seat => seat.seat).join(', ');

/** Who let somebody in. The API names a user, not a door. */
export function byWhom({ door, here }) {
  if (here || door && door === state.me) return state.doorName ? t('door.by_this_named', { door: state.doorName }) : t('door.by_this');
  return t('door.by_other', { user: door?.length > 16 ? door.slice(0, 8) : door });
}

function wrongShow(id) {
  const show = showOf(id);
  return show ? t('door.why.WRONG_SHOW', { title: show.title, hall: show.hall, time: dayAndTime(show.starts_at, show.time_zone) }) : t('door.why.WRONG_SHOW_unknown');
}

/** What else can be done about an answer. */
function more(answer) {
  const { result, seats, reading, input, show } = answer;
  const free = seats.filter(seat => !seat.admitted_at).map(seat => seat.seat);
  if (result === 'ALREADY_ADMITTED' && free.length && reading.show)
    return html`<button type="button" class="big" @click=${() => admitChosen({ input, reading }, free)}>${t('door.admit_seats', { seats: free.join(', ') })}</button>`;
  if (result === 'WRONG_SHOW' && showOf(reading.show))
    return html`<button type="button" class="big" @click=${() => openToo(reading.show, input)}>${t('door.open_too')}</button>`;
  if (['PROBLEM', 'NOT_IN_LIST', 'LIST_OLD', 'UNVERIFIABLE'].includes(result))
    return html`<button type="button" class="big" @click=${() => scan(input.code ?? input.token)}>${t('page.retry')}</button>`;
  return nothing;
}

async function openToo(show, input) {
  choose({ open: [...state.open, show] });
  await refresh();
  scan(input.code ?? input.token);
}

/** The last answer, for who missed it: a green one does not stay. */
export function lastStrip() {
  const last = lastScans().find(one => state.open.includes(one.show_id));
  if (!last) return nothing;
  return html`<p class="last ${tone(last)}"><span class="dim">${t('door.last', { time: clockTime(last.at) })}</span> <b>${resultWord(last.result)}</b> ${last.seats.join(', ')}</p>`;
}
