/** A worker that reads QR codes in pictures, for browsers without BarcodeDetector. */
import { decodeQR } from '/lib/qr/decode.js';

onmessage = ({ data: { pixels, width, height } }) => {
  let text = null;
  try {
    text = decodeQR({ data: new Uint8ClampedArray(pixels), width, height });
  } catch {
    // no code in this picture
  }
  postMessage(text);
};
