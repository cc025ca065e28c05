// Suggestions under a search field: numbers, titles, agencies, topics, types by how they begin. Fetched when the field gets the focus,
// and for each beginning one small file of assets/search/s/. The combobox pattern of the APG; without it the form works as before.

const root = new URL('../../', import.meta.url), folder = new URL('assets/search/s/', root);
const lang = document.documentElement.lang === 'en' ? 'en' : 'vi', PAUSE = 120, AT_MOST = 8;
const KINDS = {
  vi: { number: 'Số hiệu', title: 'Văn bản', issuer: 'Cơ quan', topic: 'Lĩnh vực', type: 'Loại', name: 'Gợi ý', said: n => `${n} gợi ý, dùng phím mũi tên để chọn` },
  en: { number: 'Number', title: 'Document', issuer: 'Agency', topic: 'Topic', type: 'Type', name: 'Suggestions', said: n => `${n} ${n === 1 ? 'suggestion' : 'suggestions'}, use the arrow keys to choose` },
}[lang];

const make = (tag, props, ...children) => { const e = Object.assign(document.createElement(tag), props); e.append(...children); return e; };
const files = new Map();
function load(name) {
  if (!files.has(name)) {
    const wanted = fetch(new URL(name, folder)).then(r => { if (!r.ok) throw r; return r.json(); });
    wanted.catch(() => files.delete(name));
    files.set(name, wanted);
  }
  return files.get(name);
}

// As the index files it: without marks, in small letters, digits apart from letters and without leading zeros.
export function fold(text) {
  const bare = text.normalize('NFKC').normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐðÐ]/g, 'd').toLowerCase();
  return (bare.match(/\p{Nd}+|\p{L}+/gu) ?? []).map(w => w.replace(/^0+(?=\d)/, '')).join(' ');
}

const hex = name => [...new TextEncoder().encode(name)].map(b => b.toString(16).padStart(2, '0')).join('');
export async function suggest(typed) {
  const key = fold(typed), names = key.length < 2 ? [] : await load('names.json'), known = new Set(names);
  const name = [4, 3, 2].map(n => key.slice(0, n)).find(n => n.length <= key.length && known.has(n));
  if (name === undefined) return [];
  const rows = (await load(`${hex(name)}.json`)).filter(([own, , , to]) => own.startsWith(key) && Array.isArray(to)), seen = new Set();
  return rows.map(([, kind, text, to]) => ({ kind, text: said(text), url: said(to) })).filter(s => !seen.has(s.url) && seen.add(s.url)).slice(0, AT_MOST);
}
const said = ([vi, en]) => (lang === 'en' ? en ?? vi : vi ?? en);

let count = 0;
export function offer(field) {
  if (field.role === 'combobox') return;   // it has them
  const id = `quick-${count++}`, list = make('ul', { className: 'quick', id, role: 'listbox', ariaLabel: KINDS.name, hidden: true });
  const status = make('p', { className: 'quick__status', role: 'status' });
  const put = (name, value) => field.setAttribute(name, value);
  let options = [], active = -1, asked = 0, pause = 0;
  Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-expanded': 'false' }).forEach(([k, v]) => put(k, v));
  field.parentElement.classList.add('has-quick');
  field.parentElement.append(list, status);

  function close() {
    asked++;
    clearTimeout(pause);
    [list.hidden, options, active] = [true, [], -1];
    put('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
    status.textContent = '';
  }
  function show(found) {
    options = found.map(({ kind, text, url }, i) => {
      const option = make('li', { className: 'quick__option', role: 'option', id: `${id}-${i}`, ariaSelected: 'false' },
        make('span', { className: 'quick__kind' }, KINDS[kind] ?? ''), ' ', make('span', {}, text));
      option.dataset.href = new URL(url, root).href;
      return option;
    });
    list.replaceChildren(...options);
    active = -1;
    field.removeAttribute('aria-activedescendant');
    list.hidden = !options.length;
    put('aria-expanded', String(!list.hidden));
    status.textContent = options.length ? KINDS.said(options.length) : '';
  }
  function move(step) {
    options[active]?.setAttribute('aria-selected', 'false');
    active = active + step < -1 ? options.length - 1 : active + step >= options.length ? -1 : active + step;   // -1: the field itself
    if (active < 0) { field.removeAttribute('aria-activedescendant'); return; }
    options[active].setAttribute('aria-selected', 'true');
    put('aria-activedescendant', options[active].id);
    options[active].scrollIntoView({ block: 'nearest' });
  }
  async function ask() {
    const mine = ++asked;
    const found = await suggest(field.value).catch(() => []);
    if (mine === asked && document.activeElement === field) show(found);
  }
  field.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(ask, PAUSE); });
  field.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (options.length) move(event.key === 'ArrowDown' ? 1 : -1); else if (event.key === 'ArrowDown') ask();
    } else if (event.key === 'Escape' && options.length) { event.preventDefault(); close(); }
    else if (event.key === 'Enter' && options[active]) { event.preventDefault(); location.assign(options[active].dataset.href); }
  });
  field.addEventListener('blur', close);
  list.addEventListener('pointerdown', event => event.preventDefault());   // the field keeps the focus
  list.addEventListener('click', event => { const to = event.target.closest('li')?.dataset.href; if (to) location.assign(to); });
  if (field.value) ask();
}
