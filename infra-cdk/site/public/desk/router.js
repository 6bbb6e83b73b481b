/** Addresses of the desk's views: `/desk/?view=booking&id=…`. Back, reload and links to a view work. */

/** The address of a view with these parameters. */
export const address = (view, parameters = {}) => '/desk/?' + new URLSearchParams({ view, ...parameters });

/** The parameters of the current address; `view` is among them. */
export const place = () => Object.fromEntries(new URLSearchParams(location.search));

let opened = () => {};
let visits = 0;

/** Calls a function whenever another view is to be shown. */
export function onPlace(open) {
  opened = () => { visits++; open() };
  addEventListener('popstate', opened);
  document.addEventListener('click', follow);
}

/** Returns a function that tells whether the view that is shown now is still shown. */
export function visit() {
  const mine = visits;
  return () => mine === visits;
}

/** Shows the view at an address of the desk. */
export function go(to) {
  history.pushState(null, '', to);
  opened();
}

/** Changes the address of the view that is shown, so that reload and links come back to what it shows. */
export const stay = to => history.replaceState(null, '', to);

/** Follows a link within the desk without loading the page again. */
function follow(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const to = new URL(link.href);
  if (to.origin !== location.origin || to.pathname !== '/desk/' || link.target || link.download || to.hash) return;
  event.preventDefault();
  go(to.pathname + to.search);
}
