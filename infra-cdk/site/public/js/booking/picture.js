/** Draws a ticket as a picture that can be kept among the photos, sent or printed. */
import { clockTime, day, inLine } from '/js/format.js';
import { pictureUrl } from '/js/qr.js';
import { seatsInWords } from '/js/booking/facts.js';
import { t } from '/js/text.js';

const WIDTH = 900, MARGIN = 60, QR = 720;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/**
 * Returns a ticket as a PNG.
 *
 * @param seats the ids of the seats
 * @param code the code to type; null for a ticket of some seats
 * @param qr the QR code as an SVG text
 */
export async function ticketPicture({ show, seats, code, qr }) {
  const image = await load(qr);
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  const lines = [
    ['700 52px', show.title],
    ['700 44px', `${clockTime(show.starts_at, show.time_zone)}, ${day(show.starts_at, show.time_zone)}`],
    ['400 34px', inLine(show.cinema, show.hall, show.format, ...show.rating && show.rating !== 'P' ? [show.rating] : [])],
    ['400 28px', show.address],
    ['700 44px', capital(seatsInWords(seats))],
  ].flatMap(([font, text]) => wrap(pen, font, text));
  const height = MARGIN + lines.reduce((sum, line) => sum + line.height, 0) + 20 + QR + (code ? 80 : 20) + 70;
  Object.assign(canvas, { width: WIDTH, height });
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, WIDTH, height);
  pen.fillStyle = '#000';
  pen.textBaseline = 'top';
  let y = MARGIN;
  for (const line of lines) {
    pen.font = line.font;
    pen.fillText(line.text, MARGIN, y);
    y += line.height;
  }
  pen.imageSmoothingEnabled = false;
  pen.drawImage(image, (WIDTH - QR) / 2, y + 20, QR, QR);
  y += 20 + QR;
  pen.textAlign = 'center';
  if (code) {
    pen.font = `700 52px ui-monospace, monospace`;
    pen.fillText(`${code.slice(0, 4)} ${code.slice(4)}`, WIDTH / 2, y + 10);
    y += 70;
  }
  pen.font = `400 28px ${FONT}`;
  pen.fillText(t(code ? 'ticket.how' : 'ticket.how_one'), WIDTH / 2, y + 15, WIDTH - 2 * MARGIN);
  return new Promise(done => canvas.toBlob(done, 'image/png'));
}

const capital = text => text[0].toUpperCase() + text.slice(1);

/** Breaks a text into lines that fit. */
function wrap(pen, weightAndSize, text) {
  const font = `${weightAndSize} ${FONT}`, height = parseInt(weightAndSize.split(' ')[1], 10) * 1.35;
  pen.font = font;
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width <= WIDTH - 2 * MARGIN) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map(line => ({ font, height, text: line }));
}

async function load(svg) {
  const image = Object.assign(new Image(), { width: QR, height: QR, src: pictureUrl(svg) });
  await image.decode();
  URL.revokeObjectURL(image.src);
  return image;
}
