/** Loads a catalog document: shows what is in it first, then its problems or what has changed. */
import { call } from '/js/api.js';
import { announce, draw, focusOn, html, nothing, notice } from '/js/page.js';
import { t } from '/js/text.js';
import { problemNotice, technical } from '/desk/pieces.js';

/** What Lambda takes as a request, in which a quotation mark counts twice. */
const MOST = 6 * 1024 * 1024;
const KINDS = ['cities', 'cinemas', 'halls', 'movies', 'shows'];
const CHANGES = ['created', 'updated', 'unchanged'];
/** How often a load without an answer is repeated before it is given up. */
const TRIES = 5;
const PATIENCE = 40_000;

const fresh = () => ({ file: null, document: null, size: 0, unreadable: null, busy: false, progress: null, problems: null, problem: null, counts: null });
let state = fresh();

export const title = () => t('desk.catalog.title');

/** Starts with no file. */
export function open() {
  if (!state.busy) state = fresh();
  draw();
}

async function choose(file) {
  state = { ...fresh(), file };
  if (file) {
    try {
      const document = JSON.parse(await file.text());
      Object.assign(state, { document, size: new TextEncoder().encode(JSON.stringify(JSON.stringify(document))).length });
    } catch (error) {
      state.unreadable = error;
    }
  }
  draw();
}

const count = kind => kind === 'halls' ? (state.document.cinemas ?? []).reduce?.((sum, c) => sum + (c?.halls?.length ?? 0), 0) ?? 0
  : state.document?.[kind]?.length ?? 0;

export function view() {
  const { file, document, unreadable, size, busy } = state, large = size > MOST;
  return html`<p>${t('desk.catalog.what')}</p>
    <div class="field"><label for="file">${t('desk.catalog.file')}</label><input id="file" type="file" accept=".json,application/json" ?disabled=${busy}
      aria-describedby=${unreadable || large ? 'file-error' : nothing} @change=${e => choose(e.target.files[0])}></div>
    ${unreadable ? html`<div class="notice error" role="alert" id="file-error"><p>${t('desk.catalog.unreadable')}</p>
      ${place(unreadable)}${technical(unreadable.message)}</div>` : nothing}
    ${document ? html`<section class="card"><h2>${file.name} <span class="dim">${t('desk.catalog.size', { kb: Math.ceil(file.size / 1024) })}</span></h2>
      <dl class="tiles">${KINDS.map(kind => html`<div><dt>${t('desk.catalog.' + kind)}</dt><dd>${count(kind)}</dd></div>`)}</dl>
      ${large ? html`<div class="notice error" id="file-error"><p>${t('desk.catalog.too_large')}</p></div>`
        : html`<div class="actions"><button class="main" aria-disabled=${busy} @click=${() => busy || load()}>${
          t(busy ? 'desk.catalog.loading' : 'desk.catalog.load')}</button></div>`}
      ${busy ? progress() : nothing}</section>` : nothing}
    ${outcome()}`;
}

const progress = () => html`<p role="status">${state.progress ? t('desk.catalog.progress', state.progress) : t('desk.catalog.wait')}</p>
  <progress max=${state.progress?.all ?? nothing} value=${state.progress?.done ?? nothing} aria-label=${t('desk.catalog.loading')}></progress>`;

function outcome() {
  const { problems, problem, counts } = state;
  if (problem) return problemNotice(problem, html`<p>${t('desk.catalog.again')}</p>`);
  if (problems) return html`<h2 id="outcome" tabindex="-1">${t('desk.catalog.problems', { n: problems.length })}</h2><p>${t('desk.catalog.nothing_loaded')}</p>
    <ol class="problems">${problems.map(p => html`<li><code>${p.path}</code>${named(p.path)}${kindOf(p)}<br><span lang="en">${p.detail}</span></li>`)}</ol>`;
  if (counts) return html`<h2 id="outcome" tabindex="-1">${t('desk.catalog.loaded')}</h2>${notice('success', t('desk.catalog.loaded_what'))}
    <div class="scroll"><table>
      <thead><tr><th>${t('desk.catalog.kind')}</th>${CHANGES.map(c => html`<th class="number">${t('desk.catalog.' + c)}</th>`)}</tr></thead>
      <tbody>${KINDS.map(kind => html`<tr><th scope="row">${t('desk.catalog.' + kind)}</th>
        ${CHANGES.map(c => html`<td class="number">${counts[kind][c]}</td>`)}</tr>`)}</tbody></table></div>`;
  return nothing;
}

/** Where a file is damaged, as far as the browser says. */
function place({ message }) {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  return line ? html`<p>${t('desk.catalog.place', { line, column })}</p>` : nothing;
}

const PROBLEMS = { missing: /^is missing/, duplicates: /^must not contain duplicates/, unknown_field: /^unknown field/, form: /^must be .*, not /s,
  no_such: /^no \w+ "/, same_id: / is already the id of /, past: / is past; |^started at / };

/** What kind of problem it is, in the reader's language, before the API's own words. */
function kindOf({ detail }) {
  const [kind] = Object.entries(PROBLEMS).find(([, form]) => form.test(detail)) ?? [];
  return kind ? html` <b>${t('desk.catalog.problem.' + kind)}</b>` : nothing;
}

/** The id of the item that a path such as `shows[3].hall` is about. */
function named(path) {
  const [, kind, index] = /^(\w+)\[(\d+)\]/.exec(path) ?? [];
  const id = state.document?.[kind]?.[index]?.id;
  return typeof id === 'string' ? html` <span class="badge">${id}</span>` : nothing;
}

/** Sends the document until it is loaded: each answer "unfinished" has loaded some of it. */
async function load() {
  const mine = Object.assign(state, { busy: true, problem: null, problems: null, counts: null, progress: null });
  draw();
  for (let failures = 0; mine.busy;) {
    try {
      mine.counts = await call('/manage/catalog', { method: 'POST', body: mine.document, patience: PATIENCE });
      mine.busy = false;
    } catch (problem) {
      const [, done, all] = /(\d+) of (\d+) shows/.exec(problem.detail) ?? [];
      const unfinished = problem.code === 'import_unfinished';
      if (unfinished && all) Object.assign(mine, { progress: { done: Number(done), all: Number(all) } });
      failures = unfinished && done > 0 ? 0 : failures + 1;
      const repeat = failures < TRIES && (unfinished || ['unavailable', 'throttled', 'offline'].includes(problem.code));
      if (!repeat) Object.assign(mine, { busy: false, ...problem.code === 'invalid_catalog' ? { problems: problem.problems } : { problem } });
      draw();
      if (repeat) await new Promise(later => setTimeout(later, 1000 * (problem.retryAfter ?? failures)));
    }
  }
  draw();
  if (mine !== state) return;
  announce(mine.counts ? t('desk.catalog.loaded') : mine.problems ? t('desk.catalog.problems', { n: mine.problems.length }) : '');
  focusOn('outcome');
}
