/** USB and Bluetooth scanners, which type a code's text and Enter, wherever the focus is. */

/** A scanner types faster than this, in milliseconds between two keys, even where radio or a busy device holds keys up. */
const SCANNER_PACE = 1_000;
const SHORTEST = 6;

/**
 * Listens for scanners.
 *
 * @param listener `isOn()`: whether this screen scans; `scan(text)`; `key()`: a key of a person, true if it was used
 */
export function listenForScanners({ isOn, scan, key }) {
  let typed = '', last = 0, swallow = false;
  addEventListener('keydown', event => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const during = typed && event.timeStamp - last < SCANNER_PACE;
    if (isTextField(event.target) && !during) return;      // the answer may just have given the focus back to a field
    if (!during) typed = '';
    last = event.timeStamp;
    if (event.key === 'Enter' && typed.length >= SHORTEST) {
      swallowed(event);
      const text = typed;
      typed = '';
      scan(text);
    } else if (event.key.length === 1) {
      if (during || key(event)) swallowed(event);
      typed += event.key;
    } else if (['Enter', 'Escape', 'Backspace', 'Delete'].includes(event.key) && key(event)) swallowed(event);
  }, true);
  // A button that has the focus must not be pressed by a space within a code.
  addEventListener('keyup', event => { if (swallow) event.preventDefault(); swallow = false }, true);

  function swallowed(event) {
    event.preventDefault();
    event.stopPropagation();
    swallow = true;
  }
}

const isTextField = element => element.matches?.('textarea, select, input:not([type=checkbox], [type=radio])');
