/** Texts in the reader's language: Vietnamese or English. */
import { pool } from '/js/auth.js';
import { remember } from '/js/remember.js';

const saved = localStorage.getItem('lang') ?? new URLSearchParams(location.search).get('lang') ?? navigator.language;

/** The language: `vi` or `en`. */
export const lang = saved.startsWith('vi') || !saved.startsWith('en') && !navigator.languages?.some(l => l.startsWith('en')) ? 'vi' : 'en';
document.documentElement.lang = lang;

const texts = {};
await Promise.all([addTexts('/text'), pool === 'customers' && addTexts('/text/customers')]);

/** Adds the texts of a folder to those of every page: the customers', or those of `/door` or `/desk`. */
export async function addTexts(folder) {
  Object.assign(texts, (await import(`${folder}/${lang}.js`)).default);
}

/**
 * Returns a text. `{name}` in it is replaced by the value of that name; a text that depends on a number is a function of
 * the values.
 */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) throw Error(`text/${lang}.js has no "${key}"`);
  return typeof text === 'function' ? text(values) : text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Whether there is a text for a key, such as the code of a problem. */
export const hasText = key => key in texts;

/** Changes the language and shows the page again. */
export function changeLanguage(to) {
  remember(localStorage, 'lang', to);
  location.reload();
}
