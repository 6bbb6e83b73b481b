/** Verifies tickets without network, as functions/docs/verify-tickets.md says. */

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const VERSION_1 = 1, SEATS_CLAIM = -65537, SIGNATURE = 64;

/**
 * Reads a ticket's token.
 *
 * @param keys the JWKs of `/ticket-keys`; empty if the door has none
 * @returns `{trust, show, booking, seats, epoch}`: `trust` is `genuine`; `forged` (nothing else is known then); or, if the
 *   content is only claimed, `unknown_key`, or `unverifiable` because the browser has no Ed25519
 */
export async function readToken(token, keys) {
  try {
    const data = base45(token);
    const trust = await trustIn(data, keys);
    return trust === 'forged' ? { trust } : { trust, ...claims(data) };
  } catch {
    return { trust: 'forged' };
  }
}

/** A token has one form, so its parts are at fixed places: header, claims, and the signature at the end. */
async function trustIn(data, keys) {
  if (data.length < 100) return 'forged';
  const kid = [...data.slice(8, 12)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  const jwk = keys.find(key => key.kid === kid);
  if (!jwk) return 'unknown_key';
  let key;
  try {
    key = await crypto.subtle.importKey('jwk', { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, 'Ed25519', false, ['verify']);
  } catch {
    return 'unverifiable';
  }
  const context = [0x84, 0x6a, ...new TextEncoder().encode('Signature1')];
  const signed = Uint8Array.from([...context, ...data.slice(2, 12), 0x40, ...data.slice(13, -SIGNATURE - 2)]);
  return await crypto.subtle.verify('Ed25519', key, data.slice(-SIGNATURE), signed) ? 'genuine' : 'forged';
}

function claims(data) {
  const found = cbor(data.slice(15, -SIGNATURE - 2));
  const [version, epoch, ...seats] = found.get(SEATS_CLAIM);
  if (version !== VERSION_1 || !seats.every(seat => typeof seat === 'string')) throw Error('another version');
  const bits = [...found.get(7)].map(byte => byte.toString(2).padStart(8, '0')).join('');
  const booking = 'bk' + bits.match(/.{5}/g).slice(0, 26).map(five => BASE32[parseInt(five, 2)]).join('');
  return { show: found.get(3), booking, seats, epoch };
}

function base45(text) {
  return Uint8Array.from(text.match(/.{1,3}/gs).flatMap(group => {
    const digits = [...group].map(letter => BASE45.indexOf(letter));
    const number = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (digits.includes(-1) || number >= ({ 2: 256, 3: 65_536 }[group.length] ?? 0)) throw Error('not Base45');
    return group.length === 3 ? [number >> 8, number & 255] : [number];
  }));
}

/** Decodes what the claims have of CBOR: integers, bytes, texts, arrays and maps. */
function cbor(data) {
  let at = 0;
  const next = () => {
    if (at >= data.length) throw Error('ends too early');
    const type = data[at] >> 5, short = data[at++] & 31;
    let size = short < 24 ? short : 0;
    for (let n = short < 24 ? 0 : 2 ** (short - 24); n > 0; n--) size = size * 256 + data[at++];
    if (type < 2) return type === 0 ? size : -1 - size;
    if (size > data.length) throw Error('ends too early');
    if (type === 2) return data.slice(at, at += size);
    if (type === 3) return new TextDecoder().decode(data.slice(at, at += size));
    return type === 4 ? Array.from({ length: size }, next) : new Map(Array.from({ length: size }, () => [next(), next()]));
  };
  return next();
}
