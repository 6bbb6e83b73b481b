/** Finds the best free seats for a party: all together if possible, near the best place of the hall. */
import { partner, brokenRule, pairStarts } from '/js/seat-rules.js';

const SEATS_A_ROW = 2;                                       // rows are about 1.1 m apart, seats 0.55 m
const RING = 2;                                              // places of one ring around the best place are equally good

/**
 * The best seats of a hall for a party, as blocks of adjacent seats; null if there are too few.
 *
 * @param wish `rules` of the show, `accessible` if one seat must be accessible, `kind` for seats of one category
 */
export function bestSeats(map, size, wish) {
  const found = new Map();
  const candidates = n => {
    if (!found.has(n)) found.set(n, windows(map, n, wish));
    return found.get(n);
  };
  for (const sizes of splits(size)) {
    const seatings = candidates(sizes[0]).filter(block => !wish.accessible || block.accessible > 0)
      .map(anchor => seatAround(anchor, sizes.slice(1), candidates)).filter(Boolean);
    const best = first(seatings, (a, b) => a.apart - b.apart || worse(a.blocks[0], b.blocks[0]));
    if (best) return best.blocks.map(block => block.seats);
  }
  return null;
}

/** The best adjacent seats that contain a seat, `size` or as many as there are. A couple may be one more. */
export function seatsAround(map, row, seat, size, wish) {
  for (let n = size; n > 0; n--) {
    const [best] = rowWindows(bestPlace(map), row, n, { ...wish, kind: null, accessible: wish.accessible || seat.category === 'ACCESSIBLE' })
      .filter(block => block.seats.includes(seat)).map(block => ({ ...block, dearer: block.seats.filter(s => s.price !== seat.price).length }))
      .sort((a, b) => a.accessible - b.accessible || a.dearer - b.dearer || a.broken - b.broken || a.stranded - b.stranded || a.distance - b.distance);
    if (best) return best.seats;
  }
  return [seat, partner(row, seat)].filter(Boolean);
}

/** The adjacent seats of a row that break no rule and are nearest to a seat; undefined if there are none. */
export function seatsBeside(map, row, seat, size, wish) {
  return rowWindows(bestPlace(map), row, size, wish).filter(block => !block.broken)
    .sort((a, b) => Math.abs(a.seats[0].x - seat.x) - Math.abs(b.seats[0].x - seat.x))[0]?.seats;
}

/** The blocks of adjacent seats that a set of ids consists of. */
export function groups(map, ids) {
  const found = [];
  for (const row of map.rows) {
    let last = null;
    for (const seat of row.seats.filter(s => ids.has(s.id))) {
      if (last === seat.x - 1) found.at(-1).push(seat);
      else found.push([seat]);
      last = seat.x;
    }
  }
  return found;
}

/** The ways to split a party, best first: few blocks, few people alone, equal sizes. */
function splits(size) {
  const all = [];
  const split = (rest, most, sizes) => {
    if (!rest) all.push(sizes);
    for (let n = Math.min(rest, most); n > 0; n--) split(rest - n, n, [...sizes, n]);
  };
  split(size, size, []);
  const alone = sizes => sizes.filter(n => n === 1).length;
  return all.sort((a, b) => a.length - b.length || alone(a) - alone(b) || a[0] - b[0]);
}

/** A hall's best place: the middle of its columns, two thirds of the way from the screen to the back row. */
function bestPlace(map) {
  const xs = map.rows.flatMap(row => [row.seats[0].x, row.seats.at(-1).x]);
  return { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: (map.rows.at(-1).y + 1) * 2 / 3 - 1 };
}

const distance = (place, row, seats) => Math.hypot((seats[0].x + seats.at(-1).x) / 2 - place.x, (row.y - place.y) * SEATS_A_ROW);

/** The free seat that is nearest to the best place; undefined if none is free. */
export function bestSeat(map) {
  const place = bestPlace(map);
  return map.rows.flatMap(row => row.seats.filter(seat => seat.status === 'AVAILABLE').map(seat => ({ seat, away: distance(place, row, [seat]) })))
    .reduce((best, next) => best?.away <= next.away ? best : next, undefined)?.seat;
}

const windows = (map, size, wish) => {
  const place = bestPlace(map);
  return map.rows.flatMap(row => rowWindows(place, row, size, wish));
};

/** All blocks of so many adjacent free seats in a row that leave couples together if the cinema does. */
function rowWindows(place, row, size, { rules, accessible, kind }) {
  const usable = row.seats.map(seat => seat.status === 'AVAILABLE' && (accessible || seat.category !== 'ACCESSIBLE')
    && (!kind || seat.category === kind || seat.category === 'ACCESSIBLE'));
  const found = [];
  for (let i = 0; i + size <= row.seats.length; i++) {
    const seats = row.seats.slice(i, i + size);
    if (seats.some((seat, j) => !usable[i + j] || seat.x !== seats[0].x + j)) continue;
    const broken = brokenRule({ rows: [row] }, { rules, accessible: true, chosen: new Set(seats.map(seat => seat.id)) });
    if (broken?.rule === 'COUPLE_PAIR') continue;
    found.push({ row, seats, broken: broken ? 1 : 0, distance: distance(place, row, seats), stranded: stranded(row, seats),
      accessible: seats.filter(seat => seat.category === 'ACCESSIBLE').length });
  }
  return found;
}

/** How many free seats beside a block it would leave without a free neighbour, or without the other seat of their couple. */
function stranded(row, seats) {
  const isFree = x => row.seats.some(seat => seat.x === x && seat.status === 'AVAILABLE');
  const starts = pairStarts(row), first = seats[0].x, last = seats.at(-1).x;
  return (isFree(first - 1) && (starts.includes(first - 1) || !isFree(first - 2)) ? 1 : 0)
    + (isFree(last + 1) && (starts.includes(last) || !isFree(last + 2)) ? 1 : 0);
}

const ring = block => Math.floor(block.distance / RING);
const worse = (a, b) => a.accessible - b.accessible || a.broken - b.broken || ring(a) - ring(b) || a.stranded - b.stranded || a.distance - b.distance;

const gap = (a, b) => Math.abs(a.row.y - b.row.y) * SEATS_A_ROW
  + Math.max(0, Math.max(a.seats[0].x, b.seats[0].x) - Math.min(a.seats.at(-1).x, b.seats.at(-1).x) - 1);

const first = (all, order) => all.reduce((best, next) => best && order(best, next) <= 0 ? best : next, undefined);

/** Adds the other blocks of a split, each as near to the anchor as possible; null if one has no place. */
function seatAround(anchor, sizes, candidates) {
  const blocks = [anchor];
  let apart = 0;
  for (const size of sizes) {
    const nearest = first(candidates(size).filter(block => blocks.every(other => !touches(block, other))),
      (a, b) => a.accessible - b.accessible || gap(anchor, a) - gap(anchor, b) || worse(a, b));
    if (!nearest) return null;
    blocks.push(nearest);
    apart += gap(anchor, nearest);
  }
  return { blocks, apart };
}

const touches = (a, b) => a.row === b.row && a.seats[0].x <= b.seats.at(-1).x + 1 && b.seats[0].x <= a.seats.at(-1).x + 1;
