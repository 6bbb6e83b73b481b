/** Questions to staff before something is done that cannot be undone or concerns money. */
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { t } from '/js/text.js';
import { problemNotice } from '/desk/pieces.js';
import { visit } from '/desk/router.js';

/** The question that is asked; `here()` tells whether its view is still shown. */
let asked = null;
/** What was done for a view that was left meanwhile: `{text, to}`, with the address of the view. */
let said = null;
const element = () => document.getElementById('ask');

/**
 * Asks a question and does what was confirmed.
 *
 * @param question `title`; `body(values)` says what will happen; `fields(problem)` returns the fields, as in `field`, also after
 *     a refusal; `confirm(values)` is the button's text;
 *     `act(values)` does it, and what it throws is shown in the dialog; `done()` is the text that says that it is done;
 *     `after(text)` shows this in the view, or, if the view was left meanwhile, `late(text)`; `danger` for what cannot be undone
 */
export function ask(question) {
  const from = location.pathname + location.search;
  said = null;
  asked = { fields: () => [], late: text => say(text, from), here: visit(), danger: false, busy: false, problem: null, errors: {}, values: {}, ...question };
  draw();
  element().showModal();
}

function say(text, to) {
  said = { text: `${t('desk.left')} ${text}`, to };
  announce(said.text);
  draw();
}

/** Closes the dialog as its view is left, unless it is busy: then it stays until there is an answer. */
export function leave() {
  said = null;
  if (asked && !asked.busy) element()?.close();
}

/** What was done for a view that was left meanwhile, if anything. */
export const lateNotice = () => said ? notice('info', said.text, html`<a href=${said.to}>${t('desk.left_open')}</a>`) : nothing;

/** The dialog, which is shown while a question is asked. */
export const dialog = () => html`<dialog id="ask" aria-labelledby="ask-title" @close=${closed}
  @cancel=${e => { if (asked?.busy) e.preventDefault() }}>${asked ? form() : nothing}</dialog>`;

const form = () => html`<form novalidate @submit=${submit}>
  <h2 id="ask-title">${asked.title}</h2>
  ${asked.here() ? nothing : html`<p><b>${t('desk.left')}</b></p>`}
  ${asked.body?.(asked.values) ?? nothing}
  ${asked.fields(asked.problem).map(field)}
  ${asked.problem ? problemNotice(asked.problem) : nothing}
  <div class="actions">
    <button class=${asked.danger ? 'danger full' : 'main'} aria-disabled=${asked.busy}>${asked.busy ? t('desk.working') : asked.confirm(asked.values)}</button>
    <button type="button" ?disabled=${asked.busy} @click=${() => element().close()}>${t('desk.back')}</button>
  </div></form>`;

/**
 * A field: `name`, `label`, `hint`; `kind` is `text`, `area`, `amount` or `check`; `required` is the text to show if it is empty;
 * `check(value)` returns what is wrong, or null.
 */
function field(f) {
  const id = 'ask-' + f.name, error = asked.errors[f.name];
  const described = [f.hint && id + '-hint', error && id + '-error'].filter(Boolean).join(' ') || nothing;
  const set = value => { asked.values[f.name] = value; delete asked.errors[f.name]; draw() };
  const below = html`${f.hint ? html`<span class="small dim" id=${id + '-hint'}>${f.hint}</span>` : nothing}
    ${error ? html`<span class="error small" id=${id + '-error'}>${error}</span>` : nothing}`;
  if (f.kind === 'check') return html`<div class="field"><label class="check"><input type="checkbox" id=${id} .checked=${asked.values[f.name] ?? false}
    aria-invalid=${Boolean(error)} aria-describedby=${described} @change=${e => set(e.target.checked)}>${f.label}</label>${below}</div>`;
  return html`<div class="field"><label for=${id}>${f.label}</label>${f.kind === 'area'
    ? html`<textarea id=${id} rows="3" maxlength=${f.max ?? nothing} .value=${asked.values[f.name] ?? ''} aria-invalid=${Boolean(error)}
        aria-describedby=${described} @input=${e => set(e.target.value)}></textarea>`
    : html`<input id=${id} autocomplete="off" maxlength=${f.max ?? nothing} inputmode=${f.kind === 'amount' ? 'numeric' : nothing} .value=${asked.values[f.name] ?? ''}
        aria-invalid=${Boolean(error)} aria-describedby=${described} @input=${e => set(e.target.value)}>`}${below}</div>`;
}

/** Notes what is wrong with the fields, and puts the focus on the first of them. */
function invalid() {
  const { values } = asked, fields = asked.fields(asked.problem);
  const wrong = f => f.required && !String(values[f.name] || '').trim() ? f.required : f.check?.(values[f.name] ?? '');
  asked.errors = Object.fromEntries(fields.map(f => [f.name, wrong(f)]).filter(([, error]) => error));
  draw();
  const first = fields.find(f => asked.errors[f.name]);
  if (first) focusOn('ask-' + first.name);
  return Boolean(first);
}

async function submit(event) {
  event.preventDefault();
  if (asked.busy || asked.succeeded || invalid()) return;
  const mine = asked;
  Object.assign(mine, { busy: true, problem: null });
  draw();
  try {
    await mine.act(mine.values);
    mine.succeeded = true;
  } catch (problem) {
    mine.problem = problem;
  }
  mine.busy = false;
  draw();
  if (mine.succeeded) element()?.close();
}

function closed() {
  if (asked?.busy) return element().showModal();                              // Escape closes it, too, when it is pressed twice
  const { succeeded, here, done, after, late } = asked ?? {};
  asked = null;
  draw();
  if (succeeded) (here() ? after : late)(done());
  if (document.activeElement === document.body) focusOn('heading');          // the button that asked is gone
}
