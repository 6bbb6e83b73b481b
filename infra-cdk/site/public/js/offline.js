/** Pages that open without a network. */

/**
 * Has the service worker keep the files of an area of the site on this device.
 *
 * @param area a key of `AREAS` in `sw.js`
 */
export async function keepOffline(area) {
  const registration = await navigator.serviceWorker?.ready;
  registration?.active.postMessage({ keep: area });
}
