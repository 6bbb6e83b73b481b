/**
 * Defines `<count-down .until=${time}>`, the time left until a time of the server. It goes on without a network, and in a
 * page that was in the background. Events: `minute` when a minute or less is left, `end` when none is left.
 */
import { secondsUntil } from '/js/api.js';
import { countdown } from '/js/format.js';

const WARNING = 60;

class CountDown extends HTMLElement {
  #until = null;
  #timer = 0;
  #told = 0;

  get until() { return this.#until }

  set until(time) {
    if (time === this.#until) return;
    this.#until = time;
    this.#told = 0;
    if (this.isConnected) this.#tick();
  }

  connectedCallback() {
    this.setAttribute('role', 'timer');
    this.#tick();
  }

  disconnectedCallback() { clearTimeout(this.#timer) }

  #tick() {
    clearTimeout(this.#timer);
    if (!this.#until) return;
    const left = secondsUntil(this.#until);
    this.textContent = countdown(left);
    this.toggleAttribute('data-soon', left <= WARNING);
    if (left <= WARNING && left > 0) this.#tell(1, 'minute');
    if (left <= 0) this.#tell(2, 'end');
    else this.#timer = setTimeout(() => this.#tick(), (left % 1) * 1000 + 15);
  }

  /** Dispatches an event once, after the page is drawn. */
  #tell(step, event) {
    if (this.#told >= step) return;
    this.#told = step;
    setTimeout(() => this.dispatchEvent(new Event(event)));
  }
}

customElements.define('count-down', CountDown);
