// Runs once in the page panel (`element`, `trigger` and `watch` are gradio's). The address of the
// page is the one state: a place (report, page, figure | at) and what panels remember beside it.
const PLACE = ['report', 'page', 'figure', 'at'];

const changed = (values) => {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values))
    if (value === null || value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return location.pathname + (text ? '?' + text : '');
};

window.mingzhang = {
  // Keeps values in the address, without a new entry of the history; "" forgets one.
  remember: (values) => history.replaceState(null, '', changed(values)),
  // Opens the place that a link names.
  open: (link) => trigger('open', {link}),
};

document.documentElement.lang = location.pathname.endsWith('/en/') ? 'en' : 'zh-CN';

document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('a[href^="?report="], a[href^="#/"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  trigger('open', {link: link.getAttribute('href')});
  if (innerWidth < 820) element.scrollIntoView({behavior: 'smooth'});
});
window.addEventListener('popstate', () =>
  trigger('open', {link: location.search + location.hash}));

// A page that has come: its address kept, the sheet scrolled to its first mark.
const settle = () => {
  const page = element.querySelector('.page');
  if (!page) {
    if (PLACE.some((name) => new URLSearchParams(location.search).has(name)))
      history.pushState(null, '', changed(Object.fromEntries(PLACE.map((name) => [name, '']))));
    return;
  }
  const sheet = page.querySelector('.sheet'), leaf = sheet.querySelector('.leaf');
  const picture = leaf.querySelector('img'), [x, y] = page.dataset.at.split(' ');
  const place = new URLSearchParams(page.dataset.link);
  const address = changed(Object.fromEntries(PLACE.map((name) => [name, place.get(name)])));
  if (address !== location.pathname + location.search) history.pushState(null, '', address);
  const toMark = () => sheet.scrollTo(
    x * leaf.clientWidth - sheet.clientWidth / 2, y * leaf.clientHeight - sheet.clientHeight / 3);
  picture.decode().then(toMark, () => {});
  let zoom = 1;
  const enlarge = (to) => {
    zoom = Math.min(Math.max(to, 1), 4);
    leaf.style.width = `${zoom * 100}%`;
    picture.sizes = `${Math.round(leaf.clientWidth)}px`;
    toMark();
  };
  for (const button of page.querySelectorAll('[data-zoom]'))
    button.addEventListener('click', () => enlarge(zoom * button.dataset.zoom));
  leaf.addEventListener('dblclick', () => enlarge(zoom > 1 ? 1 : 2.2));
};
watch('value', settle);
