/** The customer's choice of seats: how a tap changes it, and what is still wrong with it. */
import { bestSeat, bestSeats, groups, seatsAround, seatsBeside } from '/js/best-seats.js';
import { seatName, seatNames } from '/js/format.js';
import { remember } from '/js/remember.js';
import { allSeats, isFree } from '/js/seat-map.js';
import { brokenRule, partner } from '/js/seat-rules.js';
import { t } from '/js/text.js';

const MOST = 10;
const wish = ({ map, accessible, kind }) => ({ rules: map.show.seat_rules, accessible, kind });
const ids = seats => seats.map(seat => seat.id);

/**
 * What a tap on a seat makes of the choice: `{chosen, single}`, and a `note` if it needs explaining. A tap on a free seat
 * takes neighbours too, as many as are still missing; a tap on a chosen seat frees it, and seats are then taken one by one.
 */
export function tap(state, row, seat) {
  const { map, party, accessible } = state;
  const chosen = new Set(state.chosen);
  const couple = map.show.seat_rules.couple_pairs ? partner(row, seat) : null;
  if (chosen.delete(seat.id)) {
    if (couple) chosen.delete(couple.id);
    return { chosen, single: true };
  }
  if (!isFree(seat)) return { note: t('seats.taken', { seat: seatName(seat.id) }) };
  if (seat.category === 'ACCESSIBLE' && !accessible) return { needsAccessible: [row, seat], note: t('seats.rule_ACCESSIBLE', { seats: seatName(seat.id) }) };
  const starts = chosen.size >= party;
  if (starts) chosen.clear();
  const single = state.single && !starts && chosen.size > 0;
  const others = { ...map, rows: map.rows.map(r => ({ ...r, seats: r.seats.map(s => chosen.has(s.id) ? { ...s, status: 'HELD' } : s) })) };
  const here = others.rows.find(r => r.row === row.row);
  const taken = seatsAround(others, here, here.seats.find(s => s.id === seat.id), single ? 1 : party - chosen.size, wish(state));
  if (chosen.size + taken.length > MOST) return { note: t('seats.ten') };
  ids(taken).forEach(id => chosen.add(id));
  return { chosen, single, note: chosen.size > party ? t('seats.pair_added') : null };
}

/** The best seats for the party, or a note that there are too few. */
export function best(state) {
  const blocks = bestSeats(state.map, state.party, wish(state));
  if (!blocks) return { note: t('seats.too_few', { n: state.party }) };
  return { chosen: new Set(ids(blocks.flat())), single: false, isSplit: blocks.length > 1, note: blocks.length > 1 ? t('seats.no_block', { n: state.party }) : null };
}

/** Another choice that breaks no rule: in the same row if possible. */
export function mended(state) {
  const { map, chosen, party } = state;
  const row = map.rows.find(r => r.seats.some(seat => chosen.has(seat.id))), first = row.seats.find(seat => chosen.has(seat.id));
  const seats = seatsBeside(map, row, first, Math.max(party, chosen.size), wish(state));
  return seats ? { chosen: new Set(ids(seats)), single: false } : best(state);
}

/** The seat that the keyboard reaches first: chosen, or the best one. */
export const firstSeat = ({ map, chosen }) => [...chosen][0] ?? (bestSeat(map) ?? map.rows[0].seats[0]).id;

/** Takes away seats that are not free any more, and returns them. */
export function dropLost(state) {
  const free = new Set(ids(allSeats(state.map).filter(seat => isFree(seat) || state.own.has(seat.id))));
  const lost = new Set([...state.chosen].filter(id => !free.has(id)));
  if (lost.size) state.chosen = new Set([...state.chosen].filter(id => free.has(id)));
  return lost;
}

/** The rule that the choice breaks: `{rule, ids}`, or null. */
export function broken({ map, chosen, accessible }) {
  const found = chosen.size ? brokenRule(map, { rules: map.show.seat_rules, chosen, accessible }) : null;
  return found && { rule: found.rule, ids: new Set(ids(found.seats)) };
}

/** What the customer should know about the choice, in a sentence; null if all is well. */
export function advice({ map, chosen, party }) {
  const blocks = groups(map, chosen);
  if (chosen.size && chosen.size < party) return t('seats.missing', { n: party - chosen.size });
  if (blocks.length > 1) return t('seats.apart', { groups: blocks.map(block => seatNames(ids(block))).join(t('seats.and')) });
  return null;
}

/** The sum of the chosen seats. */
export const amount = ({ map, chosen }) => allSeats(map).reduce((sum, seat) => sum + (chosen.has(seat.id) ? seat.price : 0), 0);

/** Keeps the choice in this tab, over a sign-in or a reload. */
export function keepChoice(show, { chosen, accessible, single, signingIn }) {
  remember(sessionStorage, 'choice:' + show, JSON.stringify({ chosen: [...chosen], accessible, single, signingIn }));
}

/** The kept choice, or the seats that the address names (`seats=F11,F12`). */
export function keptChoice(show, seats) {
  const { chosen, ...kept } = JSON.parse(sessionStorage.getItem('choice:' + show)) ?? {};
  return { ...kept, chosen: new Set(chosen?.length ? chosen : seats ? seats.split(',').map(seat => `${show}.${seat}`) : []) };
}

export const forgetChoice = show => sessionStorage.removeItem('choice:' + show);
