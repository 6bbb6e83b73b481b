/**
 * Opens pages without a network. The network comes first, always: a file that it gives is never replaced by a kept one,
 * so an update of the site shows at once. Only the site's own files are kept, never answers of the API.
 */
const FRAME = ['/config.json', '/icon.svg', '/site.webmanifest', '/css/site.css', '/lib/lit-html/lit-html.js', '/text/vi.js', '/text/en.js',
  ...['api', 'auth', 'countdown', 'dialog', 'format', 'offline', 'page', 'parts', 'remember', 'text'].map(name => `/js/${name}.js`)];

/** The files of each area that opens offline. Whoever adds a module to such a page adds it here. */
const AREAS = {
  customers: [...FRAME, '/text/customers/vi.js', '/text/customers/en.js', '/booking.html', '/bookings.html', '/css/booking.css', '/lib/qr/index.js',
    ...['booking', 'bookings', 'kept-tickets', 'qr', 'wake-lock'].map(name => `/js/${name}.js`),
    ...['facts', 'hold', 'over', 'payment', 'picture', 'place', 'refunds', 'return-seats', 'save', 'share', 'state', 'ticket'].map(name => `/js/booking/${name}.js`)],
  programme: [...FRAME, '/text/customers/vi.js', '/text/customers/en.js', '/', '/css/programme.css', ...['days', 'kept-tickets', 'poster', 'programme', 'reminders', 'shows'].map(name => `/js/${name}.js`)],
  door: [...FRAME, '/door/', '/door/door.css', '/lib/qr/decode.js', '/lib/qr/index.js', '/js/wake-lock.js',
    ...['admit', 'answer', 'camera', 'choose', 'decoder', 'device', 'door', 'en', 'find', 'judge',
      'keys', 'lists', 'recent', 'reports', 'scan', 'setup', 'signals', 'state', 'status', 'tabs', 'unanswered', 'verify', 'vi'].map(name => `/door/${name}.js`)],
};

/** The start of the name of each area's cache. */
const PREFIX = 'site-';
/** Pages that were opened from kept files take all their files from there, so that versions do not mix. */
const offlinePages = new Set();

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('message', event => event.waitUntil(keep(event.data.keep)));

/** A notification, such as that of an offer, brings its page to the front. */
addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.url));
});

async function show(url) {
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.find(page => page.url === url)?.focus() ?? clients.openWindow(url);
}

addEventListener('fetch', event => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || /^\/(api|local|pay)\/|^\/(deployment\.json|healthz)$/.test(pathname)) return;
  event.respondWith(answer(event, request, pathname));
});

async function answer(event, request, pathname) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (kept && offlinePages.has(event.clientId)) return kept;
  const fresh = fetch(request);
  if (!kept) return fresh;
  event.waitUntil(fresh.then(response => response.ok && version(response) !== version(kept) ? update(pathname) : null, () => {}));
  const usable = fresh.then(response => {
    if (response.status === 429 || response.status >= 500) throw Error('status ' + response.status);
    return response;
  });
  if (request.mode !== 'navigate') return usable.catch(() => kept);
  return Promise.race([usable, patience()]).catch(() => {
    offlinePages.add(event.resultingClientId);
    return kept;
  });
}

/** Rejects when the network has not given a page for some seconds, as in a hall with one bar of signal. */
const patience = () => new Promise((_, reject) => setTimeout(reject, 4000));

const version = response => response.headers.get('etag') ?? response.headers.get('last-modified');

/** Keeps an area that is not kept yet. */
async function keep(area) {
  const cache = await caches.open(PREFIX + area);
  if ((await cache.keys()).length < AREAS[area].length) await cache.addAll(AREAS[area]);
}

/** Reloads every kept area that contains a changed file, all files or none; runs do not overlap. */
function update(pathname) {
  updating ??= replace(pathname).finally(() => { updating = null });
  return updating;
}
let updating = null;

async function replace(pathname) {
  for (const name of await caches.keys()) {
    const files = AREAS[name.slice(PREFIX.length)];
    if (files?.includes(pathname)) await (await caches.open(name)).addAll(files);
  }
}
