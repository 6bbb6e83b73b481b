/** Who is signed in. Signing in is an authorization code with PKCE at Cognito's pages or the development issuer. */
import '/js/remember.js';                                       // first: it checks that there is storage

/** The door or the desk, where staff work; undefined on the customers' pages. */
const workplace = /^\/(door|desk)\//.exec(location.pathname)?.[0];

/** Staff have a user pool of their own. */
export const pool = workplace ? 'staff' : 'customers';

// A customer returns from MoMo in another tab, and opens a ticket days later; staff sign in for each shift and device.
const stores = { customers: localStorage, staff: sessionStorage };
const SCOPES = 'openid email aws.cognito.signin.user.admin';
/** What is deleted at a sign-out. Reports of admissions stay until they are sent, whoever sends them. */
const OF_USER = { customers: /^(ticket|paying):/, staff: /^door:(list|scans|own|unanswered|usher)/ };
const SIGNING_IN = 'signing-in';
const PATIENCE = 10_000;
const CALLBACK = '/signed-in.html';

const read = of => JSON.parse(stores[of].getItem('session:' + of));
const base64url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const claims = token => JSON.parse(new TextDecoder().decode(
  Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))));

/** The user: `{name, groups}`; null if nobody is signed in. */
export function user() {
  const session = read(pool);
  return session && (session.refresh_token || session.expires > Date.now()) ? { name: session.name, groups: session.groups } : null;
}

/**
 * Sends the browser to the sign-in pages, and back to an address of this site afterwards. Returns false, after a
 * `signinfailed` event, if there is no network.
 */
export async function signIn(returnTo = location.href, of = pool) {
  try {
    const { sign_in_url, client_id, login_hint } = await deployment(of);
    const verifier = random(), state = random();
    sessionStorage.setItem(SIGNING_IN, JSON.stringify({ pool: of, verifier, state, returnTo }));
    const challenge = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
    location.assign(`${sign_in_url}/oauth2/authorize?` + new URLSearchParams({
      response_type: 'code', client_id, redirect_uri: location.origin + CALLBACK, scope: SCOPES, state,
      code_challenge: challenge, code_challenge_method: 'S256', ui_locales: document.documentElement.lang,
      ...(login_hint && { login_hint }) }));
    return true;
  } catch {
    dispatchEvent(new Event('signinfailed'));
    return false;
  }
}

/** The sign-in that this tab has started and not ended: `{pool, returnTo}`; null if there is none. */
export const startedSignIn = () => JSON.parse(sessionStorage.getItem(SIGNING_IN));

/**
 * Ends a sign-in at the callback's address and returns where to go on, an address of this site.
 *
 * @throws Error if the sign-in was cancelled, was not started in this tab, or the code is refused
 */
export async function endSignIn(query) {
  const started = startedSignIn();
  if (!started || query.get('state') !== started.state || !query.get('code')) throw Error(query.get('error') ?? 'not started here');
  await fetchTokens(started.pool, {
    grant_type: 'authorization_code', code: query.get('code'), redirect_uri: location.origin + CALLBACK, code_verifier: started.verifier });
  sessionStorage.removeItem(SIGNING_IN);
  const to = new URL(started.returnTo, location.origin);
  return to.origin === location.origin ? to.href : '/';
}

/** A valid access token, refreshed if need be; null if nobody is signed in. */
export async function accessToken() {
  const session = read(pool);
  if (!session) return null;
  if (session.expires > Date.now() + 60_000) return session.access_token;
  const isValid = () => session.expires > Date.now();
  if (await renew().catch(problem => { if (!isValid()) throw problem })) return read(pool).access_token;
  return isValid() ? session.access_token : null;
}

/** Gets a new access token; false if the session has no refresh token or it is not valid any more. */
export function renew() {
  const token = read(pool)?.refresh_token;
  if (!token) return Promise.resolve(false);
  renewing ??= fetchTokens(pool, { grant_type: 'refresh_token', refresh_token: token })
    .then(() => Boolean(read(pool)), problem => { if (read(pool)) throw problem; return false })
    .finally(() => { renewing = null });
  return renewing;
}
let renewing = null;

/** Forgets the session on this device, after the API has refused its token. */
export const forget = () => stores[pool].removeItem('session:' + pool);

/**
 * Signs out here, without a network too, and at the sign-in pages, which lead back: staff to where they work, for the next
 * shift. What this device keeps of the user is deleted.
 */
export async function signOut() {
  forget();
  sessionStorage.clear();
  Object.keys(localStorage).filter(key => OF_USER[pool].test(key)).forEach(key => localStorage.removeItem(key));
  try {
    const { sign_in_url, client_id } = await deployment(pool);
    location.assign(`${sign_in_url}/logout?` + new URLSearchParams({ client_id, logout_uri: location.origin + (workplace ?? '/') }));
  } catch {
    location.reload();
  }
}

async function deployment(of) {
  const answer = await fetch('/deployment.json', { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw Error('deployment.json: ' + answer.status);
  return (await answer.json())[of];
}

async function fetchTokens(of, parameters) {
  const { sign_in_url, client_id } = await deployment(of);
  const answer = await fetch(`${sign_in_url}/oauth2/token`, { method: 'POST', signal: AbortSignal.timeout(PATIENCE), body: new URLSearchParams({ client_id, ...parameters }) });
  const content = await answer.text();
  // The user may have signed out meanwhile, or another tab has renewed the session.
  if (parameters.refresh_token && read(of)?.refresh_token !== parameters.refresh_token) return;
  if (answer.status === 400) stores[of].removeItem('session:' + of);
  if (!answer.ok) throw Error('token: ' + answer.status);
  const tokens = JSON.parse(content), access = claims(tokens.access_token);
  stores[of].setItem('session:' + of, JSON.stringify({
    ...(parameters.grant_type === 'refresh_token' && read(of)), ...tokens, expires: Date.now() + tokens.expires_in * 1000,
    name: (tokens.id_token && claims(tokens.id_token).email) || access.username, groups: access['cognito:groups'] ?? [] }));
}
