/** Asks for the seat map while the page's other scripts are on their way. */
const show = new URLSearchParams(location.search).get('show');

/** The first answer with the seat map; null if there is none. */
export const early = show && fetch(`/api/v1/shows/${encodeURIComponent(show)}/seats`, { priority: 'high', signal: AbortSignal.timeout(20_000) }).catch(() => null);
