/** A cinema's rules for the seats that a customer chooses, as the API checks them (`domain.seating.rules`). */

/** The columns of the first seats of couples: adjacent couple seats pair up from the left end of their run. */
export function pairStarts(row) {
  const starts = [];
  let unpaired = null;
  for (const seat of row.seats) {
    if (seat.category !== 'COUPLE') continue;
    const isSecond = unpaired === seat.x - 1;
    if (isSecond) starts.push(unpaired);
    unpaired = isSecond ? null : seat.x;
  }
  return starts;
}

/** The other seat of a couple seat's pair; undefined for any other seat. */
export function partner(row, seat) {
  const starts = pairStarts(row);
  const other = starts.includes(seat.x) ? seat.x + 1 : starts.includes(seat.x - 1) ? seat.x - 1 : null;
  return row.seats.find(s => s.x === other);
}

/**
 * Finds the first rule that a choice breaks: `{rule, seats}` with the seats at fault, or null.
 *
 * @param rules the `seat_rules` of the show
 * @param accessible whether the customer asked for accessible seats
 */
export function brokenRule(map, { rules, chosen, accessible, free = seat => seat.status === 'AVAILABLE' }) {
  const isFree = seat => free(seat) || chosen.has(seat.id);
  const rows = map.rows.filter(row => row.seats.some(seat => chosen.has(seat.id)));
  const seats = rows.flatMap(row => row.seats.filter(seat => chosen.has(seat.id)).map(seat => ({ row, seat })));
  const first = [
    ['ACCESSIBLE', () => accessible ? [] : seats.filter(({ seat }) => seat.category === 'ACCESSIBLE').map(({ seat }) => seat)],
    ['COUPLE_PAIR', () => rules.couple_pairs ? seats.filter(({ row, seat }) => isWithoutPartner(row, seat, isFree, chosen)).map(({ seat }) => seat) : []],
    ['SINGLE_SEAT', () => rules.no_single_seats ? rows.flatMap(row => leftSingle(row, rules.couple_pairs, isFree, chosen)) : []],
  ];
  for (const [rule, atFault] of first) {
    const found = atFault();
    if (found.length) return { rule, seats: found };
  }
  return null;
}

function isWithoutPartner(row, seat, isFree, chosen) {
  const other = partner(row, seat);
  return other && isFree(other) && !chosen.has(other.id);
}

/**
 * The seats of a row that a choice leaves single although another choice would not: as many seats, in at most as many
 * blocks, of the categories that were chosen in the row. The rule's details are in `SingleSeats`.
 */
function leftSingle(row, couplesTogether, isFree, chosen) {
  const categories = new Set(row.seats.filter(s => chosen.has(s.id) && s.category !== 'ACCESSIBLE').map(s => s.category));
  const pairs = couplesTogether ? pairStarts(row) : [];
  const cells = Array(row.seats.at(-1).x + 3).fill(null);    // by column, with a wall at both ends
  for (const seat of row.seats) {
    const isChosen = chosen.has(seat.id), at = seat.x + 1;
    if (isChosen ? seat.category === 'ACCESSIBLE' : !isFree(seat)) continue;
    cells[at] = { seat, isChosen, accessible: seat.category === 'ACCESSIBLE', usable: categories.has(seat.category),
      second: pairs.includes(seat.x - 1) && cells[at - 1] !== null };
  }
  const left = cells.filter((cell, i) => cell && !cell.isChosen && !cell.accessible && (cells[i - 1] || cells[i + 1])
    && (cells[i - 1]?.isChosen ?? true) && (cells[i + 1]?.isChosen ?? true)).map(cell => cell.seat);
  return left.length && hasBetterChoice(cells) ? left : [];
}

function hasBetterChoice(cells) {
  const isChosen = i => cells[i]?.isChosen ?? false;
  const chosen = cells.map((_, i) => i).filter(isChosen);
  const blocks = chosen.filter(i => !isChosen(i - 1)).length;
  return chosen.length > 0 && canComplete(cells, new Set(), 1, 'WALL', chosen.length, blocks);
}

/** Whether a choice can be completed from a column on. Dynamic programming: no state is tried twice. */
function canComplete(cells, tried, column, before, seats, blocks) {
  if (column === cells.length) return seats === 0;
  const state = [column, before, seats, blocks].join();
  if (seats < 0 || blocks < 0 || tried.has(state)) return false;
  tried.add(state);
  const cell = cells[column];
  const next = (left, taken, block) => canComplete(cells, tried, column + 1, left, seats - taken, blocks - block);
  if (!cell) return before !== 'AT_TAKEN' && next('WALL', 0, 0);
  const mayLeave = !(cell.second && before === 'TAKEN');
  const mayTake = cell.usable && before !== 'AT_WALL' && before !== 'AT_TAKEN' && !(cell.second && before !== 'TAKEN');
  return mayLeave && next(leftState(cell, before), 0, 0) || mayTake && next('TAKEN', 1, before === 'TAKEN' ? 0 : 1);
}

/** The state of a seat that stays free, by the one before it: beside a wall or a taken seat it still needs a neighbour. */
function leftState(cell, before) {
  if (cell.accessible) return 'TOGETHER';
  return { WALL: 'AT_WALL', TAKEN: 'AT_TAKEN' }[before] ?? 'TOGETHER';
}
