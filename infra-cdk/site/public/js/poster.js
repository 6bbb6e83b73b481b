/** Posters of movies. */
import { html } from '/js/page.js';

/** The hues that look good when they are bright: no olive. */
const BRIGHT = [25, 45, 65, 160, 195, 235, 300, 345];

/** A movie's poster, or one drawn from its id. It is decoration: the title stands beside it. */
export function poster(movie) {
  if (movie.poster_url) return html`<img class="poster" src=${movie.poster_url} alt="" loading="lazy" width="200" height="300">`;
  const number = hash(movie.id);
  return html`<div class="poster drawn" aria-hidden="true" .style=${`--hue: ${number % 360}; --other: ${BRIGHT[(number >>> 9) % BRIGHT.length]}`}>${
    MOTIFS[(number >>> 13) % MOTIFS.length]}<span>${movie.title}</span></div>`;
}

/** FNV-1a: ids that are alike have numbers that are not. */
const hash = id => [...id].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 0x01000193) >>> 0, 0x811c9dc5);

const MOTIFS = [
  // Sun over water
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <circle cx="128" cy="112" r="52" class="light"/>
    <path d="M0 150q25-16 50 0t50 0 50 0 50 0V300H0z" class="bright"/>
    <path d="M0 182q25-16 50 0t50 0 50 0 50 0V300H0z" class="middle"/>
    <path d="M0 214q25-16 50 0t50 0 50 0 50 0V300H0z" class="deep"/></svg>`,
  // A city at night
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <circle cx="52" cy="62" r="26" class="light"/>
    <path d="M0 190h24v-52h30v30h18V96l13-22 13 22v64h22v-38h32v30h16v-54h32V300H0z" class="bright"/>
    <path d="M0 226h36v-34h28v20h34v-46h26v30h30v-18h22v36h24V300H0z" class="middle"/>
    <path d="M80 108h10M80 122h10M80 136h10M140 148h8M154 148h8M140 162h8M176 118h10M176 134h10M30 152h8M42 152h8" class="lines"/></svg>`,
  // Orbits
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <circle cx="100" cy="120" r="34" class="bright"/>
    <path d="M100 86a34 34 0 0 1 0 68 44 44 0 0 0 0-68z" class="middle"/>
    <ellipse cx="100" cy="120" rx="74" ry="22" class="ring" transform="rotate(-24 100 120)"/>
    <ellipse cx="100" cy="120" rx="112" ry="40" class="ring thin" transform="rotate(-24 100 120)"/>
    <circle cx="168" cy="92" r="8" class="light"/><circle cx="26" cy="60" r="2" class="light"/>
    <circle cx="150" cy="34" r="2.5" class="light"/><circle cx="44" cy="210" r="2" class="light"/>
    <circle cx="176" cy="186" r="2" class="light"/></svg>`,
  // Rays
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <path d="M100 130L61 -167 139 -167zM100 130L215 -147 283 -108zM100 130L338 -53 377 15zM100 130L397 91 397 169zM100 130L377 245 338 313zM100 130L283 368 215 407zM100 130L139 427 61 427zM100 130L-15 407 -83 368zM100 130L-138 313 -177 245zM100 130L-197 169 -197 91zM100 130L-177 15 -138 -53zM100 130L-83 -108 -15 -147z" class="middle"/>
    <circle cx="100" cy="130" r="56" class="bright"/><circle cx="100" cy="130" r="38" class="light"/></svg>`,
  // Mountains
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <circle cx="146" cy="70" r="30" class="light"/>
    <path d="M-20 220L62 88l46 76 30-44 90 150v30H-20z" class="bright"/>
    <path d="M62 88l20 33-14 12-12-8-12 14-8-9z" class="light"/>
    <path d="M-20 260l70-90 48 62 40-46 90 90v30H-20z" class="middle"/></svg>`,
  // A projector's beam
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <path d="M28 40L230 90v150z" class="middle"/><path d="M28 40L230 120v80z" class="bright"/>
    <circle cx="28" cy="40" r="15" class="light"/><circle cx="120" cy="98" r="3" class="light"/>
    <circle cx="150" cy="126" r="2" class="light"/><circle cx="92" cy="80" r="2" class="light"/>
    <circle cx="170" cy="150" r="3.5" class="light"/><circle cx="136" cy="150" r="1.5" class="light"/></svg>`,
  // A lotus
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <ellipse cx="100" cy="96" rx="19" ry="70" class="middle" transform="rotate(-68 100 170)"/>
    <ellipse cx="100" cy="96" rx="19" ry="70" class="middle" transform="rotate(68 100 170)"/>
    <ellipse cx="100" cy="96" rx="20" ry="74" class="bright" transform="rotate(-46 100 170)"/>
    <ellipse cx="100" cy="96" rx="20" ry="74" class="bright" transform="rotate(46 100 170)"/>
    <ellipse cx="100" cy="96" rx="20" ry="78" class="middle" transform="rotate(-23 100 170)"/>
    <ellipse cx="100" cy="96" rx="20" ry="78" class="middle" transform="rotate(23 100 170)"/>
    <ellipse cx="100" cy="96" rx="22" ry="82" class="light" transform="rotate(0 100 170)"/></svg>`,
  // Lanterns
  html`<svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">
    <path d="M58 -5V66" class="lines"/><ellipse cx="58" cy="96" rx="26" ry="30" class="bright"/>
    <ellipse cx="58" cy="96" rx="11" ry="30" class="ring thin"/><path d="M58 126v22" class="lines"/>
    <path d="M138 -5V114" class="lines"/><ellipse cx="138" cy="152" rx="32" ry="38" class="light"/>
    <ellipse cx="138" cy="152" rx="14" ry="38" class="ring thin"/><path d="M138 190v28" class="lines"/>
    <path d="M168 -5V34" class="lines"/><ellipse cx="168" cy="52" rx="16" ry="18" class="middle"/>
    <ellipse cx="168" cy="52" rx="7" ry="18" class="ring thin"/><path d="M168 70v13" class="lines"/>
    <path d="M22 -5V172" class="lines"/><ellipse cx="22" cy="190" rx="16" ry="18" class="middle"/>
    <ellipse cx="22" cy="190" rx="7" ry="18" class="ring thin"/><path d="M22 208v13" class="lines"/></svg>`,
];
