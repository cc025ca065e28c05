// The search page: what is asked stands in the address, what is answered on the page. All text goes in by textContent.
// The engine and its index are fetched when the reader turns to search, not before.

const root = new URL('../../', import.meta.url);            // of the site, also under a sub-path
const index = new URL('assets/search/', root);
const PAGE = 10, FIRST = 4, PAUSE = 180, SHOWN = 8;   // FIRST: of a large archive, what fits a screen; the rest of the page as the reader comes near
const FACETS = ['type', 'issuer', 'year', 'topic', 'status', 'kind', 'language', 'translation', 'deadline', 'addressee'];
const lang = document.documentElement.lang === 'en' ? 'en' : 'vi';

const WORDS = {
  vi: {
    count: (n, exact) => (n ? `${exact ? '' : 'Khoảng '}${n.toLocaleString('vi')} kết quả` : 'Không có kết quả'),
    searching: 'Đang tìm…', failed: 'Chưa tìm được vì không tải được chỉ mục. Xin kiểm tra kết nối rồi thử lại.', again: 'Thử lại',
    none: 'Không có văn bản nào khớp.', tips: ['Thử bỏ bớt từ hoặc bỏ dấu ngoặc kép.', 'Gõ có dấu hay không dấu đều được.', 'Chỉ cần một phần số hiệu, ví dụ 2637.'],
    unfilter: 'Bỏ mọi bộ lọc', anywhere: 'Tìm các từ này ở bất kỳ đâu:', without: 'Không có trong kho:', also: 'Tìm thêm:', filters: 'Lọc kết quả', rest: 'Hiện các kết quả tiếp theo', more: 'Xem thêm', sort: 'Sắp xếp',
    sorts: { relevance: 'Phù hợp nhất', newest: 'Mới nhất', oldest: 'Cũ nhất' }, pages: 'Trang kết quả', previous: 'Trang trước', next: 'Trang sau',
    at: (n, of) => `Trang ${n} / ${of}`, untitled: 'Không có tiêu đề', paragraph: 'Đến đoạn này', instead: 'Có phải ý bạn là:', partly: 'Khớp một phần',
    fields: { type: 'Loại văn bản', issuer: 'Cơ quan ban hành', year: 'Năm', topic: 'Lĩnh vực', status: 'Tình trạng', kind: 'Hình thức', language: 'Ngôn ngữ',
      translation: 'Bản dịch', deadline: 'Thời hạn', addressee: 'Nơi nhận' },
    date: (y, m, d) => [d && `${+d}`, m && `${+m}`, y].filter(Boolean).join('/'),
  },
  en: {
    count: (n, exact) => (n ? `${exact ? '' : 'About '}${n.toLocaleString('en')} ${n === 1 ? 'result' : 'results'}` : 'No results'),
    searching: 'Searching…', failed: 'The search could not load its index. Please check the connection and try again.', again: 'Try again',
    none: 'No document matches.', tips: ['Try fewer words, or take the quotation marks away.', 'Vietnamese may be typed with or without diacritics.', 'A part of a number is enough, for example 2637.'],
    unfilter: 'Clear all filters', anywhere: 'Search for these words anywhere:', without: 'Not in the archive:', also: 'Also searched:', filters: 'Filter results', rest: 'Show the next results', more: 'Show more', sort: 'Sort by',
    sorts: { relevance: 'Relevance', newest: 'Newest', oldest: 'Oldest' }, pages: 'Pages of results', previous: 'Previous page', next: 'Next page',
    at: (n, of) => `Page ${n} of ${of}`, untitled: 'Untitled', paragraph: 'Go to this paragraph', instead: 'Did you mean:', partly: 'Partial match',
    fields: { type: 'Type', issuer: 'Issuer', year: 'Year', topic: 'Topic', status: 'Status', kind: 'Kind', language: 'Language',
      translation: 'Translation', deadline: 'Deadline', addressee: 'Addressee' },
    date: (y, m, d) => [d && `${+d}`, m && new Date(Date.UTC(2000, m - 1)).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' }), y].filter(Boolean).join(' '),
  },
};
const say = WORDS[lang];

const form = document.getElementById('search'), field = document.getElementById('search-q');
const count = document.getElementById('search-count'), results = document.getElementById('search-results');
const answers = document.getElementById('search-answers'), facets = document.getElementById('search-facets');

const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children.filter(child => child !== null));
  return element;
};
const marked = parts => parts.map(({ text, mark }) => (mark ? make('mark', {}, text) : text));

// --- the address is the state ----------------------------------------------------------------------------------------

function asked() {
  const params = new URLSearchParams(location.search);
  const filters = Object.fromEntries(FACETS.map(f => [f, params.getAll(f)]).filter(([, values]) => values.length));
  const sort = Object.hasOwn(say.sorts, params.get('sort')) ? params.get('sort') : 'relevance';
  return { q: params.get('q') ?? '', filters, sort, page: Math.max(1, parseInt(params.get('page'), 10) || 1) };
}

function address({ q, filters, sort, page }) {
  const params = new URLSearchParams();
  if (q) params.set('q', q);
  for (const f of FACETS) for (const value of filters[f] ?? []) params.append(f, value);
  if (sort !== 'relevance') params.set('sort', sort);
  if (page > 1) params.set('page', page);
  const query = params.toString();
  return location.pathname + (query && `?${query}`);
}

function go(state, { typing = false, focus = null } = {}) {
  history[typing ? 'replaceState' : 'pushState'](null, '', address(state));
  return run({ focus, typing });
}

// --- asking ----------------------------------------------------------------------------------------------------------

let opened = null, running = null;
function open() {
  opened ??= openBoth();
  opened.catch(() => { opened = null; });
  return opened;
}
async function openBoth() {   // both are asked for at once: one wait less
  const manifest = fetch(new URL('manifest.json', index)).then(r => { if (!r.ok) throw new Error(`${r.status} manifest.json`); return r.json(); });
  manifest.catch(() => {});
  const { openIndex } = await import(new URL('engine.mjs', index));
  return openIndex(index, { manifest });
}

async function run({ focus = null, typing = false } = {}) {
  running?.abort();
  const { signal } = (running = new AbortController()), state = asked();
  if (!state.q.trim()) { results.hidden = true; count.textContent = ''; return; }
  const slow = setTimeout(() => { count.textContent = say.searching; }, 400);
  try {
    const engine = await open();
    const options = { limit: PAGE, offset: (state.page - 1) * PAGE, filters: state.filters, lang, sort: state.sort, prefix: typing && /\S$/.test(state.q), signal };
    const first = engine.asks === null ? PAGE : FIRST, answer = await engine.search(state.q, { ...options, limit: first, facets: false });
    if (signal.aborted) return;
    clearTimeout(slow);
    const last = Math.ceil(answer.total / PAGE);
    if (!answer.hits.length && last && state.page > last) { history.replaceState(null, '', address({ ...state, page: last })); run({ focus }); return; }   // of an old link
    showAnswers(answer, state);
    if (first < PAGE && answer.hits.length === first) showRest(() => engine.search(state.q, { ...options, limit: PAGE - first, offset: options.offset + first, facets: false }), signal);
    const counted = await engine.search(state.q, { ...options, limit: 0, offset: 0, facets: true });
    if (signal.aborted) return;
    showFacets(counted.facets ?? {}, state);
    if (focus) document.getElementById(focus)?.focus();
  } catch (error) {
    if (!signal.aborted) showFailure(error);
  } finally {
    clearTimeout(slow);
  }
}

// --- showing ---------------------------------------------------------------------------------------------------------

function showAnswers(answer, state) {
  const filtered = Object.keys(state.filters).length > 0;
  count.textContent = say.count(answer.total, answer.exact);
  results.hidden = !(answer.total || filtered);
  const list = make('ol', { className: 'hits', start: (state.page - 1) * PAGE + 1 }, ...answer.hits.map(showHit));
  answers.replaceChildren(...[notes(answer, state), answer.total ? sorting(state) : null, answer.hits.length ? list : nothing(state, filtered), paging(answer.total, state)].filter(Boolean));
  if (!answer.total) results.hidden = false;
}

// The other answers of this page: when the reader comes near, or asks. Focus, if it was here, goes on to the first of them.
function showRest(search, signal) {
  const list = answers.querySelector('.hits'), button = make('button', { type: 'button', className: 'button button--plain' }, say.rest), place = make('p', { className: 'search__rest' }, button);
  const near = new IntersectionObserver(seen => { if (seen.some(s => s.isIntersecting)) load(); }, { rootMargin: '99999px 0px 100px' });
  let asked = false;
  async function load() {
    if (asked) return;
    asked = true;
    near.disconnect();
    try {
      const more = await search();
      if (signal.aborted) return;
      const had = place.contains(document.activeElement), hits = more.hits.map(showHit);
      list.append(...hits);
      if (had) hits[0]?.querySelector('a').focus();
      place.remove();
    } catch (error) { if (!signal.aborted) { console.warn(error); asked = false; } }   // the button is still there
  }
  button.addEventListener('click', load);
  list.after(place);
  near.observe(place);
}

function showHit(hit) {
  const href = new URL(hit.url ?? '', root).href, to = hit.anchor ? `${new URL(hit.place ?? '', root).href}#${hit.anchor}` : href;
  const meta = [hit.partly && say.partly, hit.number, hit.date && said(hit.date), hit.issuer, hit.type, hit.status].filter(Boolean);
  const title = make('a', { href }, ...(hit.titleParts.length ? marked(hit.titleParts) : [hit.number ?? say.untitled]));
  if (hit.titleLang && hit.titleLang !== lang) title.lang = hit.titleLang;
  const fragment = make('p', { className: 'hit__text', lang: hit.fragmentLang ?? lang }, ...marked(hit.fragment));
  const place = make('a', { href: to, className: 'hit__place', lang }, say.paragraph);
  if (hit.place !== hit.url) place.hreflang = hit.fragmentLang;
  place.setAttribute('aria-label', `${say.paragraph}: ${hit.title ?? hit.number ?? ''}`);
  return make('li', { className: 'hit' }, make('h2', { className: 'hit__title' }, title),
    meta.length ? make('p', { className: 'hit__meta' }, ...meta.flatMap((m, i) => [i ? make('span', { className: 'hit__dot', ariaHidden: 'true' }, ' · ') : null, make('span', {}, m)])) : null,
    hit.fragment.length ? fragment : null, hit.anchor && hit.fragment.some(p => p.mark) ? make('p', { className: 'hit__go' }, place) : null);
}

const said = date => say.date(...date.split('-'));

function notes(answer, state) {
  const lines = [];
  if (answer.missing?.length) lines.push(make('p', { className: 'quiet' }, `${say.without} `, make('strong', {}, answer.missing.join(', '))));
  for (const word of answer.instead ?? []) {
    lines.push(make('p', {}, `${say.instead} `, make('a', { href: address({ ...state, q: word, page: 1 }) }, word)));
  }
  if (answer.also?.length) lines.push(make('p', { className: 'quiet' }, `${say.also} `, ...answer.also.flatMap(({ text, lang: of }, i) => [i ? ', ' : '', make('span', { lang: of }, text)])));
  return lines.length ? make('div', { className: 'search__notes' }, ...lines) : null;
}

function sorting(state) {
  const select = make('select', { id: 'search-sort', className: 'field' }, ...Object.entries(say.sorts).map(([value, text]) => make('option', { value, selected: value === state.sort }, text)));
  select.addEventListener('change', () => go({ ...state, sort: select.value, page: 1 }, { focus: 'search-sort' }));
  return make('p', { className: 'search__sort' }, make('label', { htmlFor: 'search-sort' }, say.sort), select);
}

function nothing(state, filtered) {
  const clear = filtered ? make('p', {}, make('a', { href: address({ ...state, filters: {}, page: 1 }) }, say.unfilter)) : null;
  const words = state.q.normalize('NFC').replace(/(^|\s)-("[^"]*"?|“[^”]*”?|\S+)/gu, ' ').replace(/(^|\s)[\p{L}\p{M}-]+:("[^"]*"?|“[^”]*”?|\S+)/gu, ' ').replace(/["“”«»„]/g, ' ').replace(/\s+/g, ' ').trim();
  const anywhere = words && words !== state.q.trim() ? make('p', {}, `${say.anywhere} `, make('a', { href: address({ ...state, q: words, page: 1 }) }, words)) : null;   // the nearest: without quotes, exclusions and fields
  return make('div', { className: 'search__none' }, make('p', {}, say.none), clear, anywhere, make('ul', {}, ...say.tips.map(tip => make('li', {}, tip))));
}

function paging(total, state) {
  const pages = Math.ceil(total / PAGE);
  if (pages < 2) return null;
  const link = (page, text, rel) => (page < 1 || page > pages ? null : make('a', { href: address({ ...state, page }), rel, className: 'button button--plain' }, text));
  const nav = make('nav', { className: 'search__pages' }, link(state.page - 1, say.previous, 'prev'), make('span', {}, say.at(state.page, pages)), link(state.page + 1, say.next, 'next'));
  nav.setAttribute('aria-label', say.pages);
  return nav;
}

function showFacets(counted, state) {
  const groups = FACETS.map(f => facet(f, counted[f] ?? [], state)).filter(Boolean);
  const clear = Object.keys(state.filters).length ? make('p', {}, make('a', { href: address({ ...state, filters: {}, page: 1 }) }, say.unfilter)) : null;
  const wide = matchMedia('(min-width: 64rem)').matches, before = facets.querySelector('details.facets')?.open;
  const box = make('details', { className: 'facets', open: before ?? (wide || Boolean(clear)) }, make('summary', {}, say.filters), clear, ...groups);
  const openBefore = new Set([...facets.querySelectorAll('.facet__more[open]')].map(d => d.id));
  facets.replaceChildren(...(groups.length ? [box] : []));
  for (const more of facets.querySelectorAll('.facet__more')) more.open = openBefore.has(more.id);
}

function facet(name, rows, state) {
  const chosen = state.filters[name] ?? [], known = new Set(rows.map(r => r.id));
  const all = [...rows, ...chosen.filter(id => !known.has(id)).map(id => ({ id, vi: id, en: id, count: 0 }))];
  if (!all.length || (all.length === 1 && !chosen.length && name !== 'deadline')) return null;
  all.sort((a, b) => chosen.includes(b.id) - chosen.includes(a.id));
  const boxes = all.map(row => box(name, row, state));
  const rest = boxes.splice(Math.max(SHOWN, chosen.length));
  const more = rest.length ? make('details', { className: 'facet__more', id: `more-${name}` }, make('summary', {}, `${say.more} (${rest.length})`), ...rest) : null;
  return make('fieldset', { className: 'facet' }, make('legend', {}, say.fields[name]), ...boxes, more);
}

function box(name, row, state) {
  const chosen = state.filters[name] ?? [], id = `f-${name}-${row.id}`;
  const input = make('input', { type: 'checkbox', id, checked: chosen.includes(row.id) });
  input.addEventListener('change', () => {
    const values = input.checked ? [...chosen, row.id] : chosen.filter(v => v !== row.id), filters = { ...state.filters, [name]: values };
    if (!values.length) delete filters[name];
    go({ ...state, filters, page: 1 }, { focus: id });
  });
  return make('label', { className: 'facet__box' }, input, make('span', { className: 'facet__name' }, row[lang] ?? row.id), make('span', { className: 'facet__count' }, row.count.toLocaleString(lang)));
}

function showFailure(error) {
  console.warn(error);
  count.textContent = say.failed;
  const again = make('button', { type: 'button', className: 'button' }, say.again);
  again.addEventListener('click', () => run());
  answers.replaceChildren(again);
  facets.replaceChildren();
  results.hidden = false;
}

// --- the reader ------------------------------------------------------------------------------------------------------

let pause = null;
form.addEventListener('submit', event => {
  event.preventDefault();
  clearTimeout(pause);
  go({ ...asked(), q: field.value, page: 1 });
});
field.addEventListener('input', () => {
  clearTimeout(pause);
  running?.abort();
  pause = setTimeout(() => go({ ...asked(), q: field.value, page: 1 }, { typing: true }), PAUSE);
});
field.addEventListener('focus', () => open().catch(() => {}), { once: true });
results.addEventListener('click', event => {   // our own links change the address without leaving the page
  const link = event.target.closest('a');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || new URL(link.href).pathname !== location.pathname) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  field.value = asked().q;
  run().then(() => { scrollTo(0, 0); answers.querySelector('h2 a')?.focus({ preventScroll: true }); });
});
addEventListener('popstate', () => { field.value = asked().q; run(); });

// The language link keeps the question.
for (const link of document.querySelectorAll('.bar__languages a')) {
  link.addEventListener('click', () => { link.search = location.search; });
}

field.value = asked().q;
run();
