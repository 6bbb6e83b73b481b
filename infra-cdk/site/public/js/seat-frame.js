/** The frame of a seat map: fits the hall into the page, zooms, and moves the focus from seat to seat. */
import { announce } from '/js/page.js';
import { t } from '/js/text.js';

const LETTER = 24;                                           // the width of a column of row letters, as in seat-map.css
const SMALLEST_TARGET = 24;                                  // WCAG 2.5.8
const CLOSE = 40;
const AROUND = 315;                                          // the height of what stands above and below the rows on a wide screen
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

class SeatFrame extends HTMLElement {
  #plan = null;
  #stop = null;
  #seat = 0;
  #fit = 0;
  #dragged = false;

  /** `columns` and `height` of the hall in seats, `largest` width of a seat in pixels. */
  set plan(plan) {
    const isNew = JSON.stringify(plan) !== JSON.stringify(this.#plan);
    this.#plan = plan;
    if (isNew && this.isConnected) this.#measure();
    queueMicrotask(() => this.#keepStop());
  }

  /** The id of the seat that Tab reaches first; afterwards it is the one that had the focus last. */
  set stop(id) { this.#stop = id }

  connectedCallback() {
    this.#measure();
    new ResizeObserver(() => this.#measure()).observe(this);
    this.addEventListener('keydown', event => this.#onKey(event));
    this.addEventListener('focusin', event => event.target.role === 'gridcell' && this.#moveStop(event.target));
    this.addEventListener('click', event => this.#onClick(event), { capture: true });
    const view = this.#view;
    view.addEventListener('wheel', event => this.#onWheel(event), { passive: false });
    view.addEventListener('pointerdown', event => this.#onPointer(event));
    view.addEventListener('touchstart', event => event.touches.length === 2 && this.#pinch(event), { passive: false });
  }

  get #view() { return this.querySelector('.view') }
  get #hall() { return this.querySelector('.hall') }
  get #canZoom() { return this.classList.contains('full') }

  /** Fits the whole hall into the width and, unless seats get too small, the height. */
  #measure() {
    const width = this.#view.clientWidth;
    if (!width || !this.#plan) return;
    const wasFit = this.#seat <= this.#fit;
    const { columns, height, largest } = this.#plan;
    const byHeight = Math.max(SMALLEST_TARGET, (innerHeight - AROUND) / height / 1.14);
    this.#fit = Math.floor(Math.min(largest, byHeight, (width - 2 * LETTER - 8) / columns));
    this.#resize(wasFit ? this.#fit : Math.max(this.#seat, this.#fit));
    this.toggleAttribute('data-measured', true);        // the seats are laid out only now, once, at their size
  }

  #resize(seat) {
    this.#seat = seat;
    this.style.setProperty('--columns', this.#plan.columns);
    this.style.setProperty('--seat', `${seat}px`);
    this.toggleAttribute('data-tiny', seat < SMALLEST_TARGET - 2);
    this.toggleAttribute('data-fits', seat <= this.#fit);
    for (const button of this.querySelectorAll('[data-zoom]'))
      button.setAttribute('aria-disabled', button.dataset.zoom < 1 ? seat <= this.#fit : seat >= this.#largest);
  }

  get #largest() { return Math.max(CLOSE * 1.4, this.#fit * 1.6) }

  /** Zooms to a width of seats; the place under `x`, `y` (of the window) stays where it is. */
  #zoomTo(seat, x, y, { smooth = true } = {}) {
    const view = this.#view, before = this.#seat, box = view.getBoundingClientRect();
    const grid = this.querySelector('.grid'), from = grid.getBoundingClientRect();
    x ??= box.left + box.width / 2;
    y ??= box.top + box.height / 2;
    this.#resize(Math.min(this.#largest, Math.max(this.#fit, seat)));
    const ratio = this.#seat / before, to = grid.getBoundingClientRect();
    view.scrollLeft += to.left + LETTER + (x - from.left - LETTER) * ratio - x;
    view.scrollTop += to.top + (y - from.top) * ratio - y;
    if (smooth && ratio !== 1 && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const hall = this.#hall, at = hall.getBoundingClientRect();
      hall.animate([{ transform: `scale(${1 / ratio})` }, { transform: 'none' }], { duration: 180, easing: 'ease-out' });
      hall.style.transformOrigin = `${x - at.left}px ${y - at.top}px`;
    }
  }

  /** Seats that are too small to hit are looked at closer first. */
  #onClick(event) {
    const button = event.target.closest('[data-zoom]');
    if (button) return button.ariaDisabled !== 'true' && this.#step(button.dataset.zoom);
    if (!event.target.closest('.view')) return;
    const tooSmall = this.#canZoom && event.detail > 0 && this.#seat < SMALLEST_TARGET;
    if (tooSmall || this.#dragged) event.stopPropagation();
    if (tooSmall && !this.#dragged) {
      this.#zoomTo(CLOSE, event.clientX, event.clientY);
      announce(t('map.closer'));
    }
    this.#dragged = false;
  }

  /** Zooms by a button: from the whole hall to the chosen seats, or else to its middle. */
  #step(factor) {
    const isTiny = this.#seat < SMALLEST_TARGET, chosen = this.#seat <= this.#fit && this.querySelector('.grid .chosen')?.getBoundingClientRect();
    this.#zoomTo(isTiny ? factor > 1 ? CLOSE : this.#fit : this.#seat * factor, chosen?.left, chosen?.top);
  }

  #onWheel(event) {
    if (!event.ctrlKey || !this.#canZoom) return;
    event.preventDefault();
    this.#zoomTo(this.#seat * Math.exp(-event.deltaY / 200), event.clientX, event.clientY, { smooth: false });
  }

  /** Drags the hall with a mouse; fingers scroll by themselves. */
  #onPointer(event) {
    const view = this.#view;
    this.#dragged = false;
    if (event.pointerType !== 'mouse' || event.button || view.scrollWidth <= view.clientWidth && view.scrollHeight <= view.clientHeight) return;
    const { scrollLeft, scrollTop } = view, { clientX, clientY } = event, end = new AbortController();
    addEventListener('pointermove', move => {
      this.#dragged ||= Math.hypot(move.clientX - clientX, move.clientY - clientY) > 6;
      if (this.#dragged) view.scrollTo(scrollLeft + clientX - move.clientX, scrollTop + clientY - move.clientY);
    }, end);
    for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => end.abort(), end);
  }

  #pinch(event) {
    if (!this.#canZoom) return;
    event.preventDefault();
    const apart = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    const start = apart(event.touches), seat = this.#seat, end = new AbortController();
    addEventListener('touchmove', move => {
      if (move.touches.length !== 2) return end.abort();
      move.preventDefault();
      const [a, b] = move.touches;
      this.#zoomTo(seat * apart(move.touches) / start, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2, { smooth: false });
    }, { passive: false, signal: end.signal });
    for (const name of ['touchend', 'touchcancel']) addEventListener(name, () => end.abort(), end);
  }

  /** One seat has the Tab stop. It stays where it was; at first it is at {@link stop}. */
  #keepStop() {
    if (this.querySelector('.seat[tabindex="0"]')) return;
    const seat = this.#stop && document.getElementById(this.#stop) || this.querySelector('button.seat');
    if (seat) seat.tabIndex = 0;
  }

  #moveStop(seat) {
    for (const other of this.querySelectorAll('.seat[tabindex="0"]')) other.tabIndex = -1;
    seat.tabIndex = 0;
  }

  /** Arrows move by place, Home and End in the row, with Ctrl in the hall; a letter goes to its row. */
  #onKey(event) {
    const at = event.target;
    if (at.role !== 'gridcell' || event.altKey || event.metaKey) return;
    const rows = [...this.querySelectorAll('.row')].map(row => [...row.querySelectorAll('.seat')]);
    const row = rows.findIndex(seats => seats.includes(at));
    const nearest = seats => seats?.reduce((a, b) => Math.abs(b.offsetLeft - at.offsetLeft) < Math.abs(a.offsetLeft - at.offsetLeft) ? b : a);
    const step = STEPS[event.key];
    let to;
    if (step?.[1]) to = rows[row][rows[row].indexOf(at) + step[1]];
    else if (step) to = nearest(rows[row + step[0]]);
    else if (event.key === 'Home') to = rows[event.ctrlKey ? 0 : row][0];
    else if (event.key === 'End') to = rows[event.ctrlKey ? rows.length - 1 : row].at(-1);
    else if (event.key.length === 1 && !event.ctrlKey) to = nearest(this.#rowNamed(event.key, rows, row));
    if (!to && !step) return;
    event.preventDefault();
    to?.focus();
  }

  #rowNamed(letter, rows, from) {
    const names = [...this.querySelectorAll('.letter:not(.end)')].map(name => name.textContent.trim());
    const found = names.findIndex((name, i) => i > from && name.startsWith(letter.toUpperCase()));
    const index = found >= 0 ? found : names.findIndex(name => name.startsWith(letter.toUpperCase()));
    return letter.trim() && index >= 0 ? rows[index] : null;
  }
}

customElements.define('seat-frame', SeatFrame);
