/**
 * Opens pages without a network. The network comes first, always: a file that it gives is never replaced by a kept one,
 * so an update of the site shows at once. Only the site's own files are kept, never answers of the API.
 */
const FRAME = ['/config.json', '/icon.svg', '/site.webmanifest', '/css/site.css', '/lib/lit-html/lit-html.js', '/text/vi.js', '/text/en.js',
  ...['api', 'auth', 'countdown', 'dialog', 'format', 'offline', 'page', 'parts', 'text'].map(name => `/js/${name}.js`)];

/** The files of each area that opens offline. Whoever adds a module to such a page adds it here. */
const AREAS = {
  customers: [...FRAME, '/booking.html', '/bookings.html', '/css/booking.css', '/lib/qr/index.js',
    ...['booking', 'bookings', 'kept-tickets', 'qr', 'wake-lock'].map(name => `/js/${name}.js`),
    ...['facts', 'give-back', 'hold', 'over', 'payment', 'picture', 'place', 'refunds', 'save', 'share', 'state', 'ticket'].map(name => `/js/booking/${name}.js`)],
  programme: [...FRAME, '/', '/css/programme.css', ...['days', 'poster', 'programme', 'shows'].map(name => `/js/${name}.js`)],
  door: [...FRAME, '/door/', '/door/door.css', '/lib/qr/decode.js', '/lib/qr/index.js', '/js/wake-lock.js',
    ...['admit', 'answer', 'camera', 'choose', 'decoder', 'device', 'door', 'en', 'find', 'judge',
      'keys', 'lists', 'recent', 'reports', 'scan', 'setup', 'signals', 'state', 'status', 'tabs', 'verify', 'vi'].map(name => `/door/${name}.js`)],
};

const CACHE = 'site';
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
  const kept = await (await caches.open(CACHE)).match(request, { ignoreSearch: true });
  if (kept && offlinePages.has(event.clientId)) return kept;
  const fresh = fetch(request);
  if (!kept) return fresh;
  event.waitUntil(fresh.then(response => response.ok && version(response) !== version(kept) ? update(pathname) : null, () => {}));
  if (request.mode !== 'navigate') return fresh.catch(() => kept);
  return Promise.race([fresh, patience()]).catch(() => {
    offlinePages.add(event.resultingClientId);
    return kept;
  });
}

/** Rejects when the network has not given a page for some seconds, as in a hall with one bar of signal. */
const patience = () => new Promise((_, reject) => setTimeout(reject, 4000));

const version = response => response.headers.get('etag') ?? response.headers.get('last-modified');

/** Keeps an area that is not kept yet. */
async function keep(area) {
  const cache = await caches.open(CACHE);
  const has = new Set((await cache.keys()).map(request => new URL(request.url).pathname));
  if (!AREAS[area].every(path => has.has(path))) await cache.addAll(AREAS[area]);
}

/** Replaces the files of all areas that have a file, all or none, after one of them has changed. */
function update(pathname) {
  updating ??= replace(pathname).finally(() => { updating = null });
  return updating;
}
let updating = null;

async function replace(pathname) {
  const cache = await caches.open(CACHE);
  const has = new Set((await cache.keys()).map(request => new URL(request.url).pathname));
  for (const files of Object.values(AREAS))
    if (files.includes(pathname) && files.some(path => has.has(path))) await cache.addAll(files);
}
