/** QR codes, whose library is loaded when the first one is drawn. */

/** A QR code as an SVG text, black on white with the quiet zone of four modules that scanners need. */
export async function qrCode(text) {
  const { encodeQR } = await import('/lib/qr/index.js');
  return encodeQR(text, 'svg', { ecc: 'medium', border: 4 });
}

/** The address of an SVG text as a picture for `<img src>`. The caller revokes it when the picture is gone. */
export const pictureUrl = svg => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
