/** Reads QR codes by the device's camera. */
import { trusted } from '/js/page.js';

const PAUSE = 90, SIDE = 640;
/** Some browsers list a reader that they cannot load: after so many failures in a row, ours reads. */
const FAILURES = 5;
/** The same code is scanned again only after it was out of sight for so long, in milliseconds. */
const OUT_OF_SIGHT = 2_500;

let stream = null, running = 0, facing = 'environment', reader = null;

/**
 * Shows the camera's picture and looks for codes in it until {@link stopCamera}.
 *
 * @param video the element to show it in
 * @param found called with each new code
 * @param isFree whether a code can be scanned now
 * @param broken called with the reason when the camera stops by itself: `unplugged` or `no_decoder`
 * @throws Error whose message is `no_https`, `no_camera`, `denied`, `in_use` or `failed`
 */
export async function startCamera(video, { found, isFree, broken }) {
  stopCamera();
  const run = ++running;
  if (!navigator.mediaDevices?.getUserMedia) throw Error(isSecureContext ? 'no_camera' : 'no_https');
  let opened;
  try {
    opened = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 720 } } });
  } catch (error) {
    throw Error({ NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'no_camera', OverconstrainedError: 'no_camera', NotReadableError: 'in_use' }[error.name] ?? 'failed');
  }
  if (run !== running) return opened.getTracks().forEach(track => track.stop());
  stream = opened;
  stream.getVideoTracks()[0].onended = () => { if (run === running) { stopCamera(); broken('unplugged') } };
  video.srcObject = stream;
  await video.play().catch(() => {});
  watch(run, video, { found, isFree }).catch(() => { stopCamera(); broken('no_decoder') });
}

/** Stops the camera. */
export function stopCamera() {
  running++;
  stream?.getTracks().forEach(track => track.stop());
  stream = null;
}

/** Uses the other camera from the next start on. */
export const turnCamera = () => { facing = facing === 'environment' ? 'user' : 'environment' };

/** Whether the camera has a light. */
export const hasTorch = () => !!stream?.getVideoTracks()[0].getCapabilities?.().torch;

/** Turns the camera's light on or off. */
export const setTorch = on => stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });

async function watch(run, video, { found, isFree }) {
  let last = null, seen = 0;
  while (run === running) {
    await new Promise(resolve => setTimeout(resolve, PAUSE));
    if (run !== running || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
    reader ??= await makeReader();
    const text = await reader(video);
    if (!text || run !== running) continue;
    const known = text === last && performance.now() - seen < OUT_OF_SIGHT;
    if (known || isFree()) {
      last = text;
      seen = performance.now();
    }
    if (!known && isFree()) found(text);
  }
}

/** A function that reads the code in a video's picture: the browser's own, else ours. */
async function makeReader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!formats?.includes('qr_code')) return makeOwnReader();
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  let failures = 0;
  return async video => {
    try {
      const [code] = await detector.detect(video);
      failures = 0;
      return code?.rawValue;
    } catch {
      if (++failures === FAILURES) reader = makeOwnReader();
    }
  };
}

/** Reads the middle of the picture in a worker, so that the page stays quick. */
function makeOwnReader() {
  const worker = new Worker(trusted('/door/decoder.js'), { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return video => new Promise((resolve, reject) => {
    const edge = Math.min(video.videoWidth, video.videoHeight), side = Math.min(edge, SIDE);
    canvas.width = canvas.height = side;
    context.drawImage(video, (video.videoWidth - edge) / 2, (video.videoHeight - edge) / 2, edge, edge, 0, 0, side, side);
    const { data } = context.getImageData(0, 0, side, side);
    worker.onmessage = event => resolve(event.data);
    worker.onerror = event => { reader = null; worker.terminate(); reject(event) };
    worker.postMessage({ pixels: data.buffer, width: side, height: side }, [data.buffer]);
  });
}
