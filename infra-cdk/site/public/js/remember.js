/** What the site keeps on the device. Without it there is no sign-in and no ticket, so a page says how to allow it. */
try {
  localStorage.getItem('lang');
} catch (refused) {
  document.body.append(Object.assign(document.createElement('main'), { textContent:
    'Trình duyệt đang chặn dữ liệu của trang này. Hãy cho phép cookie rồi tải lại trang. – '
    + 'Your browser blocks this site’s data. Allow cookies, then reload the page.' }));
  throw refused;
}

/** Keeps a value in `localStorage` or `sessionStorage`. Where they are full, it is not kept, and the page goes on. */
export function remember(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    // An older value, if there is one, stays.
  }
}
