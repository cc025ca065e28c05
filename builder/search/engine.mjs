// Search in the browser, in a worker and in node: reads the index that builder/search/index.py wrote, and nothing else.
// builder/search/reader.py says the same in Python, part by part; tests/vectors hold both to the same answers.
// All scores are whole numbers, so both count alike. Never makes HTML: fragments are [{text, mark}], for textContent.

const EXACT = 10, PARTLY = 5, OTHER = 1;   // tenths: the marks are the same, may be meant, are of another word
const QUERY_AT_MOST = 512, WORDS_AT_MOST = 64, FRAGMENT = 240, LEAD = 60, DAY = 5000;   // DAY: what a date is worth in a fragment
const NUMBER_WHOLE = 1e12, NUMBER_PART = 1e10, NUMBER_SERIAL = 1e9, NUMBER_NEAR = 1e8, WHOLE_DAY = 11, WHOLE_MONTH = 8;   // lengths of @2017-06-28, @2017-06
const YEAR = 6, YEAR_ALONE = 12;   // tenths of what its words may be worth: more than a text that says the year, less than a title that does
const ENOUGH = 10, NEAR = 35, HALF = 25, WHOLE = 4;   // answers that satisfy; WHOLE: what having all is worth, in tenths; how much of the best score a document needs that has only a part, in percent
const TRIED = 10, SHORT = 6, COMPLETIONS = 20, COMPLETED = 4, ALSO = 3, TERM_WORDS = 8, TERM_SHARE = 7;
const CANDIDATES = 12, CANDIDATES_OF_LARGE = 2, LONG = 5, LONGER = 8, SYLLABLE = 7;   // for "did you mean": letters from which on a word needs no neighbours, and may have two slips; of the longest syllable
const OF_A_PHRASE = 2, FEW = 4;   // more files for a phrase: its documents are fewer, then; so few that no long list needs to be read
const MANY = 6, HALF_OF_ALL = 6;   // a question of more words leaves those that half of all documents have to their pairs
const SURE = 60;   // percent of a word's neighbours that must write it alike, before its missing marks are taken as known
const ASIDE = /^[ars][0-9]+$/;   // anchors of addressees, recipients, the signature
const WORD = 3;   // documents that make a spelling without marks a word of its own
const MARK = /[\u0300-\u036f]/;

// --- Porter's stemmer, as in porter.py ------------------------------------------------------------------------------

const C = '[^aeiou][^aeiouy]*', V = '[aeiouy][aeiou]*';
const moreThan0 = RegExp(`^(${C})?${V}${C}`), exactly1 = RegExp(`^(${C})?${V}${C}(${V})?$`), moreThan1 = RegExp(`^(${C})?${V}${C}${V}${C}`);
const hasVowel = RegExp(`^(${C})?[aeiouy]`), cvc = RegExp(`^${C}[aeiouy][^aeiouwxy]$`);
const step2 = { ational: 'ate', tional: 'tion', enci: 'ence', anci: 'ance', izer: 'ize', bli: 'ble', alli: 'al', entli: 'ent', eli: 'e',
  ousli: 'ous', ization: 'ize', ation: 'ate', ator: 'ate', alism: 'al', iveness: 'ive', fulness: 'ful', ousness: 'ous', aliti: 'al',
  iviti: 'ive', biliti: 'ble', logi: 'log' };
const step3 = { icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', ful: '', ness: '' };
const re2 = RegExp(`^(.+?)(${Object.keys(step2).join('|')})$`), re3 = RegExp(`^(.+?)(${Object.keys(step3).join('|')})$`);
const re4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/, re4ion = /^(.+?[st])ion$/;

function past(w) {
  if (w.endsWith('eed') && w.length > 3) return moreThan0.test(w.slice(0, -3)) ? w.slice(0, -1) : w;
  const m = /^(.+?)(ed|ing)$/.exec(w);
  if (!m || !hasVowel.test(m[1])) return w;
  w = m[1];
  if (/(at|bl|iz)$/.test(w)) return w + 'e';
  if (/([^aeiouylsz])\1$/.test(w)) return w.slice(0, -1);
  return cvc.test(w) ? w + 'e' : w;
}

export function stem(w) {
  if (w.length < 3) return w;
  if (w[0] === 'y') w = 'Y' + w.slice(1);
  let m = /^(.+?)(ss|i)es$/.exec(w) ?? /^(.+?)([^s])s$/.exec(w);
  w = past(m ? m[1] + m[2] : w);
  if ((m = /^(.+?[^aeiou])y$/.exec(w))) w = m[1] + 'i';
  if ((m = re2.exec(w)) && moreThan0.test(m[1])) w = m[1] + step2[m[2]];
  if ((m = re3.exec(w)) && moreThan0.test(m[1])) w = m[1] + step3[m[2]];
  if ((m = re4.exec(w) ?? re4ion.exec(w)) && moreThan1.test(m[1])) w = m[1];
  if (w.endsWith('e') && w.length > 1) {
    const s = w.slice(0, -1);
    if (moreThan1.test(s) || (exactly1.test(s) && !cvc.test(s))) w = s;
  }
  if (w.endsWith('ll') && moreThan1.test(w)) w = w.slice(0, -1);
  return w[0] === 'Y' ? 'y' + w.slice(1) : w;
}

// --- analysis, as in analysis.py; the tables come with the index -----------------------------------------------------

export function analysis(tables) {
  const oldTone = RegExp(tables.old_tone, 'g'), letters = new Set(tables.marks.letters), { quality, tone } = tables.marks;
  const stop = new Set(tables.english_stop), syllable = RegExp(tables.syllable), cache = new Map();
  const british = stemmed => (Object.hasOwn(tables.american, stemmed) ? tables.american[stemmed] : stemmed);   // labor, labour

  function spell(raw) {
    const known = cache.get(raw);
    if (known) return known;
    const spelt = /^\p{Nd}+$/u.test(raw) ? digits(raw) : lettered(raw);
    if (cache.size < 50000) cache.set(raw, spelt);
    return spelt;
  }
  function digits(raw) {
    const key = raw.normalize('NFKC').replace(/^0+(?=.)/, '');
    return key.length <= tables.longest ? [key, ''] : ['', ''];
  }
  function lettered(raw) {
    const lowered = raw.normalize('NFKC').replace(/[^\x00-\x7f]/g, c => tables.lookalikes[c] ?? c).toLowerCase();
    const decomposed = lowered.normalize('NFD').replace(oldTone, (_, a, b, t, c, u, y, t2) => a ? a + t + b : c + u + t2 + y);
    let key = '', open = false;
    const codes = [];
    for (const ch of decomposed) {
      if (MARK.test(ch)) { if (open) codes[codes.length - 1] |= quality[ch] ?? tone[ch] ?? 0; continue; }
      const base = ch === 'đ' ? 'd' : ch;
      key += base;
      if ((open = letters.has(base))) codes.push(ch === 'đ' ? 1 : 0);
    }
    if (!key || key.length > tables.longest || /[^\p{L}\p{N}]|[\u{10000}-\u{10ffff}]/u.test(key)) return ['', ''];
    return [key, String.fromCharCode(...codes)];
  }
  function words(text) {
    const found = [];
    for (const m of text.matchAll(/\p{Nd}+|(?:[\p{L}\p{Nl}\p{No}]|[\u0300-\u036f])+/gu)) {
      const [key, marks] = spell(m[0]);
      if (key) found.push({ key, marks, text: m[0], start: m.index, end: m.index + m[0].length });
    }
    return found;
  }
  return {
    words,
    englishKey: key => stop.has(key) ? '' : /^[a-z]+$/.test(key) ? british(stem(key.replace(/([iy])s(e|ed|es|er|ers|ing|ation|ations)$/, '$1z$2'))) : key,
    isStop: key => stop.has(key),
    isSyllable: key => syllable.test(key),
    marksLength: key => { if ('~#@'.includes(key[0])) return 0; let n = 0; for (const c of key) if (letters.has(c)) n++; return n; },
  };
}

const marked = w => /[^\0]/.test(w.marks);
const keys = words => words.map(w => w.key).join(' ');
const allMarks = words => words.map(w => w.marks).join('');

// How well a spelling of the index answers the marks that were typed, in tenths.
function fit(typed, has, anyMarked) {
  if (typed === has || !anyMarked) return EXACT;
  let bare = true, may = true;
  for (let i = 0; i < has.length; i++) {
    const a = typed.charCodeAt(i), b = has.charCodeAt(i);
    if (b) bare = false;
    if (a && a !== b) may = false;
  }
  return bare || may ? PARTLY : OTHER;
}

// Whether marks were left out: "tiên" for "tiền", "hôi" for "hội". Each letter has two, its form and its tone.
const partial = (typed, has) => [...has].every((_, i) => [3, ~3].every(form => { const a = typed.charCodeAt(i) & form; return !a || a === (has.charCodeAt(i) & form); }));

// The two neighbours of a key in the order they are written.
function plain(key) {
  const [second, first] = key.split('!');
  return first === undefined ? key : key[0] === '~' ? `~${first} ${second.slice(1)}` : `${first} ${second}`;
}

// --- the query, as in query.py ---------------------------------------------------------------------------------------

// → {runs, phrases, without, fields}: lists of words, and [facet, words]. A phrase is also a run: its words count for the ranking.
export function parse(query, text, fieldNames) {
  const asked = { runs: [], phrases: [], without: [], fields: [] };
  let free = '', left = WORDS_AT_MOST;
  const run = words => { const kept = words.slice(0, left); left -= kept.length; if (kept.length) asked.runs.push(kept); return kept; };
  const flush = () => { run(text.words(free)); free = ''; };
  const chunks = query.normalize('NFC').slice(0, QUERY_AT_MOST).matchAll(/(-?)(?:([\p{L}\p{M}-]+):)?(?:["“”«»„]([^"“”«»„]*)["“”«»„]?|([^\s"“”«»„]+))/gu);
  for (const [whole, minus, name, quoted, bare] of chunks) {
    const field = name && fieldNames.get(keys(text.words(name)).replaceAll(' ', '')), words = text.words(quoted ?? bare);
    if (!words.length) continue;
    if (field) asked.fields.push([field, words, Boolean(minus)]);
    else if (name) free += ' ' + whole;
    else if (minus) asked.without.push(words);
    else if (quoted !== undefined) { flush(); const phrase = run(words); if (phrase.length) asked.phrases.push(phrase); }
    else free += ' ' + bare;
  }
  flush();
  return asked;
}

// The dates that a run names: [first word, word after the last, key of the index]; a quarter's key is three, with blanks between. As in dates.py.
export function dates(run, names) {
  const found = [], key = i => run[i]?.key ?? '', is = (i, kind) => names[kind].includes(key(i)), skip = (i, kind) => (is(i, kind) ? i + 1 : i);
  const number = (i, low, high) => (/^[0-9]+$/.test(key(i)) && +key(i) >= low && +key(i) <= high ? key(i).padStart(2, '0') : ''), year = i => number(i, 1900, 2100);
  const pad = n => String(n).padStart(2, '0');
  const named = i => (key(i).length < 3 || marked(run[i]) ? '' : (n => (n < 0 ? '' : pad(n + 1)))(names.names.findIndex(name => name.startsWith(key(i)))));
  for (let i = 0; i < run.length; i++) {
    const whole = iso(i) ?? quarter(i) ?? english(i) ?? vietnamese(i) ?? yearAlone(i);
    if (whole) { found.push([i, ...whole]); i = whole[0] - 1; }
  }
  function iso(i) {
    const y = year(i), month = number(i + 1, 1, 12), day = number(i + 2, 1, 31);
    if (y && month && day) return [i + 3, `@${y}-${month}-${day}`];
    return y && month && i === 0 && run.length === 2 ? [2, `@${y}-${month}`] : null;
  }
  function quarter(i) {
    const n = +number(i + 1, 1, 4) || names.roman.indexOf(key(i + 1)) + 1, y = skip(i + 2, 'year');
    return is(i, 'quarter') && n && year(y) ? [y + 1, [2, 1, 0].map(back => `@${year(y)}-${pad(3 * n - back)}`).join(' ')] : null;
  }
  function english(i) {
    const d = skip(i, 'day'), m = skip(skip(d + 1, 'ordinal'), 'of');
    if (number(d, 1, 31) && named(m) && year(m + 1)) return [m + 2, `@${year(m + 1)}-${named(m)}-${number(d, 1, 31)}`];
    if (!named(i)) return null;
    const y = skip(i + 2, 'ordinal');
    if (number(i + 1, 1, 31) && year(y)) return [y + 1, `@${year(y)}-${named(i)}-${number(i + 1, 1, 31)}`];
    return year(i + 1) ? [i + 2, `@${year(i + 1)}-${named(i)}`] : null;
  }
  function month(i) {   // [the word after it, its number]: 6, tháng 6, tháng sáu
    const m = skip(i, 'month');
    if (number(m, 1, 12)) return [m + 1, number(m, 1, 12)];
    for (const n of m > i ? [2, 1] : []) {
      const said = Array.from({ length: n }, (_, k) => key(m + k)).join(' '), at = names.spoken.findIndex(all => all.includes(said));
      if (at >= 0) return [m + n, pad(at + 1)];
    }
    return [i, ''];
  }
  function monthYear(i) {
    const [after, m] = month(i), y = skip(after, 'year');
    return m && year(y) ? [y + 1, `@${year(y)}-${m}`] : null;
  }
  function vietnamese(i) {
    const d = skip(i, 'day'), day = number(d, 1, 31), whole = day && monthYear(d + 1);
    if (whole) return [whole[0], `${whole[1]}-${day}`];
    const m = monthYear(i);
    return m && (is(i, 'month') || m[0] === run.length) ? m : null;
  }
  function yearAlone(i) {   // "năm 2017", and the year that ends a query, but no "2637/2017"
    if (is(i, 'year') && year(i + 1)) return [i + 2, `@${year(i + 1)}`];
    return i === run.length - 1 && !/^[0-9]+$/.test(key(i - 1)) && year(i) ? [i + 1, `@${year(i)}`] : null;
  }
  return found;
}

// --- files -----------------------------------------------------------------------------------------------------------

class Files {
  constructor(base) { this.base = base; this.version = ''; this.known = new Map(); }
  get(name, as) {
    if (!this.known.has(name)) {
      const url = new URL(name + (this.version && `?v=${this.version}`), this.base);
      const wanted = fetch(url).then(r => { if (!r.ok) throw new Error(`${r.status} ${url.pathname}`); return r[as](); });
      wanted.catch(() => this.known.delete(name));   // the next search may ask again
      this.known.set(name, wanted);
    }
    return this.known.get(name);
  }
  json(name) { return this.get(name, 'json'); }
  async bytes(name) { return new Uint8Array(await this.get(name, 'arrayBuffer')); }
}

class Cursor {
  constructor(data) { this.data = data; this.at = 0; }
  varint() {
    let value = 0, scale = 1, byte;
    do { byte = this.data[this.at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
    return value;
  }
  take(n) { return this.data.subarray(this.at, this.at += n); }
}

// A file of terms as leaves.py wrote it → Map of key → its entry, still as bytes.
function readLeaf(data) {
  const entries = new Map(), cursor = new Cursor(data), count = cursor.varint(), text = new TextDecoder().decode(cursor.take(cursor.varint()));
  const sizes = cursor.take(2 * count);
  let word = '';
  if (text) text.split('\n').forEach((line, i) => {
    const follows = ' !.'.includes(line[0]), entry = cursor.take(sizes[2 * i] | sizes[2 * i + 1] << 8);
    if (!follows) word = line;
    if (entry.length) entries.set(follows ? word + line : line, entry);
  });
  return entries;
}
// [{key, marks, frequency, data}]; without data where the list has a file of its own.
function variantsOf(key, entry, marksLength) {
  const found = [], cursor = new Cursor(entry ?? []), length = marksLength(key);
  while (cursor.at < cursor.data.length) {
    const marks = String.fromCharCode(...cursor.take(length)), frequency = cursor.varint(), size = cursor.varint();
    found.push(size ? { key, marks, frequency, data: cursor.take(size) } : { key, marks, frequency, file: true });
  }
  return found;
}

// A list as written by postings.py: calls visit(number of a document, level). `bits` holds the next `left` ones of the gaps, from the top.
function eachPosting(data, frequency, size, visit) {
  const levels = data.length - (frequency + 1 >> 1), level = i => data[levels + (i >> 1)] >> 4 * (i & 1) & 15;
  if (frequency === 1) { visit(new Cursor(data).varint(), level(0)); return; }
  const rest = Math.max(0, 31 - Math.clz32(Math.floor((size - frequency) * 11 / (frequency * 16))));
  let at = 0, bits = 0, left = 0;
  const fill = () => { for (; left <= 24; left += 8) bits |= data[at++] << 24 - left; };
  for (let i = 0, o = -1; i < frequency; i++) {
    let ones = 0, run;
    for (fill(); (run = Math.clz32(~bits)) === left; fill()) { ones += left; bits = left = 0; }
    bits = bits << run << 1; left -= run + 1; ones += run;
    let gap = ones;
    if (rest) { fill(); gap = ones << rest | bits >>> 32 - rest; bits <<= rest; left -= rest; }
    visit(o += gap + 1, level(i));
  }
}

// Where a term lies, as in places.py.
function spread(word, h = 2166136261) {
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 16777619);
  return (h ^ h >>> 15) >>> 0;
}
const headOf = key => (key[0] === '@' ? key : key.split(/[ !.]/, 1)[0]);
const listName = (key, marks) => { const said = `${plain(key)}\t${marks}`; return `p/${[spread(said), spread(said, 84696351)].map(h => h.toString(16).padStart(8, '0')).join('')}.bin`; };

// --- the index -------------------------------------------------------------------------------------------------------

// `manifest`, if given, is a promise of its JSON: who knows the address may ask for it before this module is there.
export async function openIndex(url, { manifest: asked } = {}) {
  const base = new URL(url, globalThis.location?.href);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const files = new Files(base), manifest = await (asked ?? files.json('manifest.json'));
  if (manifest.format !== 5) throw new Error(`index format ${manifest.format}`);
  files.version = manifest.version;
  return new Index(files, manifest);
}

// Which wants of a question are worth a file, in an archive of which only some may be opened. As in wants.py: pairs say the most (in
// English words do), those of rare words the more; what lies in a file that is read anyway is free.
class Plan {
  constructor(index, english, phrases, most) { Object.assign(this, { index, english, phrases, most, blocks: new Set() }); }
  choose(wants) {
    const thrifty = wants.map(w => this.thrifty(w)), kept = new Set(), ofPhrase = w => this.leads(w) && this.phrases.includes(w.run);
    const steps = new Map(thrifty.map(w => [w, w.asks.length ? this.index.step(w.asks[0][0]) : 0])), rarest = ws => ws.sort((a, b) => steps.get(a) - steps.get(b));
    for (const w of rarest(thrifty.filter(ofPhrase))) if (this.take(w, this.most + OF_A_PHRASE)) kept.add(w);
    for (const leading of [true, false]) {
      for (const w of rarest(thrifty.filter(w => !kept.has(w) && this.leads(w) === leading))) if (this.take(w, leading ? this.most : this.blocks.size)) kept.add(w);
    }
    return thrifty.filter(w => kept.has(w));
  }
  // Words of which nothing was found yet; of a question of which nothing was, in either language.
  lost(wants, kept, found) {
    const tried = places(kept.filter(w => w.kind === 'word'));
    let lost = wants.filter(w => w.kind === 'word' && !has(found, w.run, w.from));
    if (found.size) lost = lost.filter(w => !has(tried, w.run, w.from)).map(w => this.thrifty(w));
    return lost.filter(w => this.take(w, found.size ? this.most : this.most + 1));
  }
  leads(want) { return isDate(want) || want.kind === (this.english || want.run.length === 1 ? 'word' : 'pair'); }
  thrifty(want) {   // a word of several is looked for in the language it is of, not in both
    if (want.kind !== 'word' || isDate(want) || want.run.length === 1 || want.asks.length === 1) return want;
    const [vi, en] = want.asks;
    if (this.english) return { ...want, asks: [en] };
    return this.index.text.isSyllable(want.run[want.from].key) ? { ...want, asks: [vi] } : want;
  }
  files(want) { return want.asks.map(([key]) => this.index.fileOf(key)); }
  take(want, most) {
    const fresh = new Set(this.files(want).filter(b => !this.blocks.has(b)));
    if (fresh.size && this.blocks.size + fresh.size > most) return false;
    for (const b of fresh) this.blocks.add(b);
    return true;
  }
}

const isDate = want => want.asks.some(([key]) => key[0] === '@'), isYear = date => date.keys[0].length < WHOLE_MONTH;

// The words that something covers: Map of run → their places.
function places(things) {
  const found = new Map();
  for (const { run, from, to } of things) for (let i = from; i < to; i++) found.set(run, (found.get(run) ?? new Set()).add(i));
  return found;
}
const has = (found, run, i) => found.get(run)?.has(i) ?? false;

// A word that is said twice is asked for once; a phrase needs all of its own.
function once(wants, phrases) {
  const seen = new Set();
  return wants.filter(w => {
    const words = w.run.slice(w.from, w.to), said = [w.kind, keys(words), ...words.map(x => x.marks)].join('\t'), before = seen.has(said);
    seen.add(said);
    return !before || phrases.includes(w.run);
  });
}

// Of lists in files of their own only those of the spelling that answers best, and of these the two longest.
function withoutCostly(variants) {
  const best = Math.max(0, ...variants.map(v => v.weight));
  const long = variants.filter(v => !v.data && v.weight === best).map(v => v.frequency).sort((a, b) => b - a).slice(0, 2);
  return variants.filter(v => v.data || (v.weight === best && v.frequency >= long.at(-1)));
}

class Index {
  constructor(files, manifest) {
    const { asking, fields, joining_words, number_words, number_leads, counted_words, date_words } = manifest.analysis;
    Object.assign(this, { files, manifest, N: manifest.documents, size: manifest.numbers, asks: manifest.asks, text: analysis(manifest.analysis), leaves: new Map(), dateWords: date_words });
    this.common = new Map(manifest.common.flatMap((same, i) => same.split(' ').map(k => [k, i + 1])));
    this.countedWords = new Set(counted_words);
    this.fieldNames = new Map(Object.entries(fields).flatMap(([field, names]) => names.map(n => [n, field])));
    this.asking = new Set(asking);
    this.joining = new Set(joining_words);
    this.numberWords = new Set(number_words);
    this.numberLeads = new Set(number_leads);
  }

  idf(frequency) { return Math.round(1000 * Math.log(1 + (this.N - frequency + 0.5) / (frequency + 0.5))); }
  saturate(x) { const { k1 } = this.manifest; return Math.floor(x * (k1 + 1000) / (x + k1)); }

  fileOf(key) {
    const { files } = this.manifest, word = headOf(key), own = spread(word) % (16 * files), step = this.common.get(word) ?? 0;
    if (word === key) return step ? `w/${own}.bin` : `t/${own >> 4}.bin`;
    const mask = '#@'.includes(key[0]) ? 0 : Math.min(files, 1 << step) - 1;
    return `t/${own >> 4 ^ spread(key.slice(word.length + 1, word.length + 3)) & mask}.bin`;
  }
  leaf(name) {
    if (!this.leaves.has(name)) {
      const wanted = this.files.bytes(name).then(readLeaf);
      wanted.catch(() => this.leaves.delete(name));
      this.leaves.set(name, wanted);
    }
    return this.leaves.get(name);
  }
  async branch(key) { return variantsOf(key, (await this.leaf(this.fileOf(key))).get(key), this.text.marksLength); }
  // All keys of one word, as #2637, that begin so; of what is added to it two letters at least, or nothing: [[key, variants]].
  async beginningWith(prefix) {
    const word = headOf(prefix), own = [...await this.leaf(this.fileOf(prefix))].filter(([key]) => key.startsWith(prefix) && headOf(key) === word);
    return own.map(([key, entry]) => [key, variantsOf(key, entry, this.text.marksLength)]);
  }
  async list(variant, visit) { eachPosting(variant.data ?? await this.files.bytes(listName(variant.key, variant.marks)), variant.frequency, this.size, visit); }
  async columns() {   // of each field its values and, by number of document, their places; and the numbers of all
    this.read ??= this.files.json('f.json').then(({ numbers, fields }) => {
      let last = 0;
      const all = numbers.map(step => (last += step));
      for (const column of Object.values(fields)) { const of = []; all.forEach((o, i) => { of[o] = column.of[i]; }); column.of = of; }
      return { all, fields };
    });
    return this.read;
  }
  async column(field) { return (await this.columns()).fields[field]; }
  async record(number) {
    const { group } = this.manifest;
    return (await this.files.json(`d/${Math.floor(number / group)}.json`))[number];
  }

  // --- from words to lists -------------------------------------------------------------------------------------------

  // One way to find one word or pair: a key of the index and the spellings of it that answer. `open`: as far as it is typed.
  async alternative(key, marks, { anyMarked = false, share = 10, open = false, guess = null }) {
    let variants = (await this.branch(key)).map(v => ({ ...v, weight: guess !== null && v.marks !== guess ? PARTLY : fit(marks, v.marks, anyMarked) }));
    // Where the archive writes two neighbours just as they were typed, a word without marks is meant without: "thanh" is not "thánh".
    // What some documents write without any marks is still the same, unless so many do that it is another word.
    const exact = /[ !]/.test(key) && anyMarked && variants.find(v => v.marks === marks)?.frequency;
    if (exact) variants = variants.map(v => (v.weight === PARTLY && (/[^\0]/.test(v.marks) || (v.frequency >= WORD && v.frequency * 2 > exact)) ? { ...v, weight: OTHER } : v));
    if (open) variants = [...variants, ...(await this.completions(key)).map(v => ({ ...v, weight: PARTLY }))];
    if (this.asks !== null) variants = withoutCostly(variants);
    const meant = variants.filter(v => v.weight >= (guess === null ? PARTLY : EXACT)), used = variants.filter(v => v.data || v.weight >= PARTLY);
    const frequency = Math.min(this.N, (meant.length ? meant : variants).reduce((n, v) => n + v.frequency, 0));
    return { key, marks, share, open, frequency, idf: frequency ? this.idf(frequency) : 0, variants: used, long: used.some(v => v.file !== undefined) };
  }

  // The likeliest of what may still be typed. Pairs lie beside each other; of words the archive's commonest are tried.
  async completions(key) {
    if (key.includes(' ')) {
      const longer = (await this.beginningWith(key)).filter(([k]) => k !== key).flatMap(([, variants]) => variants);
      return longer.sort((a, b) => b.frequency - a.frequency).slice(0, COMPLETIONS);
    }
    const own = key[0] === '~' ? await this.files.json('stems.json') : (await this.files.json('words.json')).flatMap(w => this.text.words(w).map(x => x.key));
    const likely = own.filter(k => k !== key && k.startsWith(key)).slice(0, this.asks === null ? COMPLETED : 1);
    return (await Promise.all(likely.map(k => this.branch(k)))).flat();
  }

  async group({ kind, run, from, to, asks, mistaken = false }) {
    const found = (await Promise.all(asks.map(a => this.alternative(...a)))).filter(a => a.frequency);
    return { kind, run, from, to, mistaken, alternatives: found, long: found.some(a => a.long), frequency: Math.max(0, ...found.map(a => a.frequency)),
      files: found.reduce((n, a) => n + a.variants.filter(v => v.file !== undefined).length, 0),
      weight: found.length ? Math.min(...found.map(a => a.idf)) : this.idf(0), lists: null };
  }

  // [groups, files of lists that may still be opened]: each adds its best alternative to the score of a document. Words and pairs also
  // count as covered. `left`: files that may be opened, where that matters.
  async groups({ runs, phrases }, options, left, dated) {
    const { anyMarked, english, prefix } = options, held = await this.held(dated), grouped = async wants => Promise.all((await this.guessed(wants, options)).map(w => this.group(w)));
    const mistaken = await Promise.all(runs.map(run => this.mistaken(run)));
    const wants = once(runs.flatMap((run, i) => this.wants(run, { mistaken: mistaken[i], idle: phrases.includes(run) ? new Set() : this.idle(run), many: this.manifest.spare && run.length > MANY && !phrases.includes(run), anyMarked, english, prefix: prefix && run === runs.at(-1), days: held.filter(d => d.run === run) })), phrases);
    if (this.asks === null) return [await grouped(wants), 0];
    const plan = new Plan(this, english, phrases, Math.max(1, left - 1)), kept = plan.choose(wants), groups = await grouped(kept);
    const found = places(groups.filter(g => g.frequency)), lost = plan.lost(wants, kept, found);
    return [[...groups, ...await Promise.all(lost.map(w => this.group(w)))], Math.max(1, left - plan.blocks.size)];
  }

  // The key of two neighbours begins with the rarer of them: a question finds both its pairs with that word in one file.
  pairKey(a, b) {
    const bare = k => (k[0] === '~' ? k.slice(1) : k);
    return (this.common.get(a) ?? 0) > (this.common.get(b) ?? 0) ? `${b}!${bare(a)}` : `${a} ${bare(b)}`;
  }
  step(key) { return this.common.get(key.split(/[ !]/)[0]) ?? 0; }   // how common the word is that a key begins with

  // What a run wants: [{kind, run, from, to, asks}]. `prefix`: the last word is still being typed. `days`: dates that are in the archive:
  // each is wanted as one. `many`: a long question leaves out what says little: common words, and English words that may be Vietnamese.
  wants(run, { english, anyMarked, prefix, days, mistaken, idle, many }) {
    const marks = run.map((w, i) => (mistaken.blank.has(i) ? '\0'.repeat(w.marks.length) : w.marks));
    const wanted = [], dayAt = i => days.find(d => d.from <= i && i < d.to), isWrong = i => mistaken.blank.has(i) || mistaken.suspect.has(i);
    const spare = i => many && !english && !isWrong(i) && this.step(run[i].key) >= HALF_OF_ALL && [i - 1, i + 1].every(k => run[k] && !dayAt(k) && !idle.has(k));
    let before = -1, stemBefore = '';
    run.forEach((w, i) => {
      const day = dayAt(i);
      if (day) {
        if (i === day.from) wanted.push({ kind: 'word', run, from: day.from, to: day.to, asks: day.keys.map(k => [k, '', {}]) });
        before = -1;
        return;
      }
      if (idle.has(i)) { before = -1; return; }
      const open = prefix && i === run.length - 1 && w.key.length > 1, last = run[i - 1];
      const foreign = english || !many || !this.text.isSyllable(w.key);
      const stemmed = this.manifest.stems && !marked(w) && foreign ? this.text.englishKey(w.key) : '', stopped = english && this.text.isStop(w.key) && !open;
      const share = english || !this.text.isSyllable(w.key) ? 10 : 5, asks = stopped ? [] : [[w.key, marks[i], { anyMarked, open }]];
      if (stemmed) asks.push(['~' + stemmed, '', { share, open }]);
      if (!stopped && !spare(i)) wanted.push({ kind: 'word', run, from: i, to: i + 1, asks, mistaken: isWrong(i) });
      if (last && !english && !dayAt(i - 1) && !idle.has(i - 1)) {
        const key = open ? `${last.key} ${w.key}` : this.pairKey(last.key, w.key);
        wanted.push({ kind: 'pair', run, from: i - 1, to: i + 1, asks: [[key, marks[i - 1] + marks[i], { anyMarked, open }]] });
      }
      if (stemmed && stemBefore && before >= 0) {
        const key = open ? `~${stemBefore} ${stemmed}` : this.pairKey('~' + stemBefore, '~' + stemmed);
        wanted.push({ kind: 'english', run, from: before, to: i + 1, asks: [[key, '', { open }]] });
      }
      if (stemmed || marked(w) || !foreign) [before, stemBefore] = [i, stemmed];
    });
    return wanted;
  }

  // The places of words that only ask ("bao nhiêu", "đúng hay sai"), none where a run has nothing else: a text that answers does not say them.
  // As in questions.py.
  idle(run) {
    const { questions, question_words, question_ends } = this.manifest.analysis, known = list => new Map(list.map(t => { const w = this.text.words(t); return [keys(w), allMarks(w)]; }));
    this.asked ??= { phrases: known(questions), anywhere: known(question_words), ends: known(question_ends), longest: Math.max(...questions.map(q => q.split(' ').length)) };
    const { phrases, anywhere, ends, longest } = this.asked, found = new Set();
    const is = (words, all) => { const own = all.get(keys(words)); return own !== undefined && (!words.some(marked) || own === allMarks(words)); };
    run.forEach((w, i) => {
      for (let n = Math.min(longest, run.length - i); n > 1; n--) if (is(run.slice(i, i + n), phrases)) for (let k = i; k < i + n; k++) found.add(k);
      if (marked(w) && is([w], anywhere)) found.add(i);
    });
    for (let last = run.length - 1; last > 0 && (found.has(last) || is([run[last]], ends)); last--) found.add(last);
    return found.size < run.length - 1 ? found : new Set();
  }

  // Words with marks that the archive never writes so, or never beside their neighbours: {blank: those the marks of which say nothing, suspect:
  // those that may have been meant otherwise}. Where files count nobody looks.
  async mistaken(run) {
    const blank = new Set(), suspect = new Set(), written = (typed, all) => all.some(has => fit(typed, has, true) >= PARTLY);
    await Promise.all((this.asks === null ? run : []).map(async (w, i) => {
      const beside = marked(w) ? await this.besideOf(run, i) : [];
      if (!marked(w) || beside.includes(w.marks)) return;
      const own = (await this.branch(w.key)).map(v => v.marks);
      if (!own.length) return;
      if (!written(w.marks, own)) { blank.add(i); return; }
      if (beside.length && !written(w.marks, beside)) (beside.some(has => partial(w.marks, has)) ? blank : suspect).add(i);
    }));
    return { blank, suspect };
  }
  // The marks with which the archive writes a word beside those that stand beside it in the query.
  async besideOf(run, i) {
    const n = this.text.marksLength(run[i].key), at = async (a, b) => (a && b ? (await this.branch(this.pairKey(a.key, b.key))).filter(v => v.frequency > 1).map(v => v.marks) : []);
    return [...(await at(run[i - 1], run[i])).map(m => m.slice(m.length - n)), ...(await at(run[i], run[i + 1])).map(m => m.slice(0, n))];
  }

  // The wants, with the marks that were most likely meant where none were typed.
  async guessed(wants, { english, anyMarked }) {
    if (english || anyMarked) return wants;
    const guesses = new Map();
    await Promise.all([...new Set(wants.map(w => w.run))].map(async run => {
      guesses.set(run, await this.guesses(run, run.slice(1).map((_, i) => wants.find(w => w.kind === 'pair' && w.run === run && w.from === i)?.asks[0][0])));
    }));
    return wants.map(w => {
      const [[key, marks, options], ...others] = w.asks, own = guesses.get(w.run).slice(w.from, w.to);
      return w.kind === 'english' || options.open || key[0] === '~' || own.includes(null) ? w : { ...w, asks: [[key, marks, { ...options, guess: own.join('') }], ...others] };
    });
  }

  // The marks that a run typed without any most likely means, word by word, from how the archive writes it beside its neighbours;
  // null where that is not sure. Other spellings still answer, they only weigh less.
  async guesses(run, pairKeys) {
    const pairs = await Promise.all(pairKeys.map(k => (k === undefined ? [] : this.branch(k))));
    return run.map((w, i) => {
      const length = this.text.marksLength(w.key), votes = new Map();
      let sides = 0;
      const vote = (variants, part) => {
        const total = variants.reduce((n, v) => n + v.frequency, 0), own = new Map();
        for (const v of variants) own.set(part(v.marks), (own.get(part(v.marks)) ?? 0) + v.frequency);
        for (const [m, n] of own) votes.set(m, (votes.get(m) ?? 0) + Math.floor(1000 * n / total));
        sides += total > 0;
      };
      if (i) vote(pairs[i - 1], m => m.slice(m.length - length));
      if (i < pairs.length) vote(pairs[i], m => m.slice(0, length));
      const sure = [...votes].find(([, n]) => n * 100 >= SURE * 1000 * sides);
      return sure ? sure[0] : null;
    });
  }

  // Lists that more than three documents in ten are on are not worth their bytes, unless there is nothing else or a phrase asks.
  skipFrequent(groups, phrases) {
    const there = groups.filter(g => g.frequency), rare = there.filter(g => !(g.long && g.frequency * 10 > 3 * this.N));
    const keep = rare.length ? rare : [...there].sort((a, b) => a.frequency - b.frequency).slice(0, 1);
    return groups.filter(g => keep.includes(g) || isUnknownNumber(g) || (g.frequency && phrases.includes(g.run) && g.kind !== 'english'));
  }

  // Where files count: the groups whose lists may be opened, the rarest first; a word only if no pair has it, and no long list of a phrase
  // that few documents can have.
  affordable(groups, phrases, left) {
    if (this.asks === null) return groups;
    const paired = places(groups.filter(g => g.kind === 'pair' && g.frequency)), kept = new Set(), isPhrase = g => phrases.includes(g.run);
    for (const g of [...groups].sort((a, b) => isPhrase(b) - isPhrase(a) || a.frequency - b.frequency)) {
      const spare = g.kind === 'word' && has(paired, g.run, g.from), few = [...kept].find(k => k.run === g.run && isPhrase(k) && k.frequency <= FEW);
      if (g.files && few) continue;   // their texts are read anyway
      if (g.files && !isPhrase(g) && (spare || g.files > left) && (kept.size || spare)) continue;
      left -= g.files;
      kept.add(g);
    }
    return groups.filter(g => kept.has(g));
  }

  // Fills group.lists: ordinals with their points, and whether the word itself is there and not one with other marks.
  async load(group) {
    const points = new Map(), sure = new Set(), { levels } = this.manifest;
    for (const a of group.alternatives) {
      const sums = new Map();
      for (const v of a.variants) await this.list(v, (o, level) => {
        sums.set(o, (sums.get(o) ?? 0) + v.weight * levels[level]);
        if (v.weight >= PARTLY) sure.add(o);
      });
      for (const [o, x] of sums) {
        const p = Math.floor(a.idf * this.saturate(Math.floor(x / 10)) * a.share / 10000);
        if (p > (points.get(o) ?? -1)) points.set(o, p);
      }
    }
    group.lists = { points, sure };
  }

  // --- beyond the words: numbers, dates, other names of a concept ------------------------------------------------------

  // What may be numbers of documents: [{key, rest, led}]: the serial, the words after it, and whether words before say that it is one. As in
  // serials.py: an article, a clause, a day is none.
  serials(runs, dated) {
    const found = [], inDay = (run, i) => dated.some(d => d.keys[0].length === WHOLE_DAY && d.run === run && d.from <= i && i < d.to);
    for (const run of runs) run.forEach((w, i) => {
      if (!/^[0-9]+$/.test(w.key) || inDay(run, i) || (i && this.countedWords.has(run[i - 1].key))) return;
      const before = run.slice(0, i && this.numberWords.has(run[i - 1].key) ? i - 1 : i), led = i > 0 && (!before.length || this.numberLeads.has(keys(before)));
      const rest = run.slice(i + 1, i + 9).map(x => x.key);
      if (rest.length || !i || led) found.push({ key: w.key, rest, led });
    });
    return this.asks === null ? found : found.slice(0, 1);
  }

  // Whether a word belongs to the symbol of a number: the LĐTBXH of 2637/LĐTBXH-HTQT is no concept.
  inNumber(run, i) {
    for (; i >= 0 && !/^[0-9]+$/.test(run[i].key); i--) if (this.text.isSyllable(run[i].key)) return false;
    return i >= 0;
  }

  // Documents that bear a number of the query: Map of ordinal → bonus.
  async numbers(serials) {
    const found = new Map();
    for (const { key, rest, led } of serials) {
      const rows = (await this.beginningWith(`#${key}.`)).map(([k, [variant]]) => [k.slice(k.indexOf('.') + 1), variant]);
      const sure = rows.map(([number, variant]) => [variant, numberBonus(number, rest) || (rest.length && this.saysNoMore(key, rest, led) ? NUMBER_SERIAL : 0)]).filter(([, bonus]) => bonus);
      // What follows is no word: "2637/LĐTBX" is a number, if not as it should be.
      const glued = rest.length > 0 && !/^[0-9]/.test(rest[0]) && !this.text.isSyllable(rest[0]);
      for (const [variant, bonus] of sure.length ? sure : glued ? rows.map(([, v]) => [v, NUMBER_NEAR]) : [])
        await this.list(variant, (o, level) => found.set(o, Math.max(found.get(o) ?? 0, Math.floor(bonus * level / 15))));
    }
    return found;
  }
  // "2637/2017"; "công văn 2637 về hội nhập", but not "kế hoạch 5 năm" nor "quyết định 145/QĐ-TTg".
  saysNoMore(key, rest, led) {
    if (rest.length === 1 && /^[0-9]{4}$/.test(rest[0])) return true;
    return led && this.text.isSyllable(rest[0]) && (!this.countedWords.has(rest[0]) || key.length > 2);
  }

  // The dates of a query: [{run, from, to, keys}]; in a phrase they are words as others.
  dated({ runs, phrases }) {
    return runs.filter(run => !phrases.includes(run)).flatMap(run => dates(run, this.dateWords).map(([from, to, key]) => ({ run, from, to, keys: key.split(' ') })));
  }
  // Days, months and quarters that the archive has documents of; of the others the words are looked for.
  async held(dated) {
    const there = await Promise.all(dated.map(async d => !isYear(d) && (await Promise.all(d.keys.map(k => this.branch(k)))).some(b => b.length)));
    return dated.filter((_, i) => there[i]);
  }
  // Documents of that year: worth nearly what its words are worth where they are found.
  async ofYear({ run, from, to, keys: [key] }, groups, alone) {
    const points = new Map(), own = groups.filter(g => g.run === run && g.from >= from && g.to <= to).reduce((n, g) => n + g.weight, 0);
    const worth = Math.floor(own * this.saturate(this.manifest.levels.at(-1)) * (to - from === alone ? YEAR_ALONE : YEAR) / 10000);
    if (worth) for (const v of await this.branch(key)) await this.list(v, o => points.set(o, worth));
    return points;
  }

  // Stretches of the query that have another name: [{run, from, to, points}], points as a Map; and what was searched so.
  async others(dated, named, groups, alone) {
    const spans = [], also = [], most = this.asks === null ? ALSO : 1;
    for (const year of dated.filter(isYear)) {
      const points = await this.ofYear(year, groups, alone);
      if (points.size) spans.push({ run: year.run, from: year.from, to: year.to, points });
    }
    for (const { run, from, to, names } of named) {
      const points = new Map();
      let used = 0;
      for (const name of names) {
        if (used >= most) break;
        const own = await this.named(name);
        for (const [o, p] of own) if (p > (points.get(o) ?? 0)) points.set(o, p);
        if (own.size) { used++; also.push(name); }
      }
      if (points.size) spans.push({ run, from, to, points });
    }
    return { spans, also };
  }

  // The concepts of the glossary that the query names, longest first, none over another.
  terms(runs) {
    this.glossary ??= this.byName(this.manifest.terms);
    const { byName, list } = this.glossary, found = [];
    for (const run of runs) for (let from = 0; from < run.length; from++) for (let to = Math.min(run.length, from + TERM_WORDS); to > from; to--) {
      const words = run.slice(from, to), hits = [keys(words), '~' + this.stems(words).join(' ')].flatMap(k => byName.get(k) ?? []);
      const hit = hits.find(h => h.english || !words.some(marked) || allMarks(words) === h.marks);
      if (!hit) continue;
      const [vi, en] = list[hit.term], said = hit.name;
      const names = [...vi.map(text => ({ text, lang: 'vi' })), ...(this.manifest.english && !hit.english ? en.map(text => ({ text, lang: 'en' })) : [])];
      found.push({ run, from, to, names: names.filter(n => n.text !== said) });
      from = to - 1;
      break;
    }
    return found;
  }
  byName(list) {
    const byName = new Map(), put = (key, value) => byName.set(key, [...byName.get(key) ?? [], value]);
    list.forEach(([vi, en], term) => {
      for (const name of vi) { const w = this.text.words(name); put(keys(w), { term, name, marks: allMarks(w), english: false }); }
      for (const name of en) put('~' + this.stems(this.text.words(name)).join(' '), { term, name, english: true });
    });
    byName.delete(''); byName.delete('~');
    return { byName, list };
  }
  stems(words) { return words.some(marked) ? [] : words.map(w => this.text.englishKey(w.key)).filter(Boolean); }

  // Documents that have a whole name, by its pairs: Map of ordinal → points.
  async named({ text, lang }) {
    const words = this.text.words(text), parts = lang === 'en' ? this.stems(words).map(s => ['~' + s, '']) : words.map(w => [w.key, w.marks]);
    const pairs = parts.length < 2 ? parts : parts.slice(1).map(([k, m], i) => [this.pairKey(parts[i][0], k), parts[i][1] + m]);
    const options = { anyMarked: words.some(marked), share: TERM_SHARE };
    const wanted = this.asks === null ? pairs : [...pairs].sort((a, b) => this.step(a[0]) - this.step(b[0])).slice(0, 2);   // two files will do
    const groups = await Promise.all(wanted.map(([k, m]) => this.group({ kind: 'word', run: null, from: 0, to: 0, asks: [[k, m, options]] })));
    if (!groups.length || groups.some(g => !g.frequency)) return new Map();
    let sums = null;
    for (const g of groups.sort((a, b) => a.frequency - b.frequency)) {
      if (sums && g.long && (this.asks !== null || g.frequency * 10 > 3 * this.N)) continue;
      await this.load(g);
      const { points, sure } = g.lists;
      sums = new Map([...sums ?? points].filter(([o]) => sure.has(o)).map(([o, p]) => [o, sums ? p + points.get(o) : p]));
    }
    return sums;
  }

  // --- from lists to an answer ---------------------------------------------------------------------------------------

  async search(query, { limit = 10, offset = 0, filters = {}, lang = 'vi', sort = 'relevance', facets = true, prefix = false, signal } = {}) {
    const live = () => signal?.throwIfAborted(), asked = parse(String(query), this.text, this.fieldNames);
    const all = asked.runs.flat(), anyMarked = all.some(marked), english = !anyMarked && this.isEnglish(all);
    const dated = this.dated(asked), serials = this.serials(asked.runs, dated), named = this.terms(asked.runs).filter(n => !this.inNumber(n.run, n.from));
    const left = Math.max(2, (this.asks ?? 0) - serials.length - Number(dated.length > 0) - 2 * Number(named.some(n => n.names.length)));
    const [groups, lists] = await this.groups(asked, { english, anyMarked, prefix }, left, dated);
    live();
    const used = this.affordable(this.skipFrequent(groups, asked.phrases), asked.phrases, lists);
    const [numbers, { spans, also }] = await Promise.all([this.numbers(serials), this.others(dated, named, used, all.length), ...used.map(g => this.load(g))]);
    live();
    let found = all.length ? this.rank(used, numbers, spans, this.asks === null ? 0 : all.length) : asked.fields.length ? (await this.columns()).all.map(o => [o, 0, false]) : [];
    const unwanted = await this.unwanted(asked.without), fieldTests = await Promise.all(asked.fields.map(f => this.fieldTest(...f)));
    found = found.filter(([o]) => !unwanted.has(o) && fieldTests.every(test => test(o)) && asked.phrases.every(p => mayHold(groups, p, o, english)));
    const allowed = await this.allowed(filters), filtered = found.filter(([o]) => allowed.every(([, test]) => test(o)));
    this.order(filtered, sort);
    const marker = new Marker(this.text, groups, also, anyMarked, dated.filter(d => !isYear(d)).flatMap(d => d.keys), this.dateWords);
    const page = await this.page(filtered, asked, marker, { limit, offset, lang });
    live();
    const settled = places([...dated, ...spans]);   // a date is not misspelt, nor a name that was found by another, nor a word that only asks
    const wrong = groups.filter(g => g.kind === 'word' && (g.mistaken || !g.frequency && !this.asking.has(g.run[g.from].key)) && !has(settled, g.run, g.from));
    return { ...page, facets: facets ? await this.counts(found, allowed) : null, also, missing: wrong.filter(g => !g.frequency).map(g => g.run[g.from].text),
      instead: wrong.length && !prefix && !numbers.size && (all.length <= SHORT || !page.total) ? await this.instead(String(query), wrong) : [] };
  }

  // A query is English when at least half of its words of letters cannot be Vietnamese, or are English stop words.
  isEnglish(all) {
    const spelt = all.filter(w => /^[a-z]+$/.test(w.key) && /[aeiouy]/.test(w.key)), foreign = spelt.filter(w => !this.text.isSyllable(w.key));
    const stops = spelt.filter(w => this.text.isSyllable(w.key) && this.text.isStop(w.key));
    return foreign.length > 0 && (foreign.length + stops.length) * 2 >= spelt.length;
  }

  // [[ordinal, score, only a part]], in no order.
  rank(groups, numbers, spans, asked) {
    const scores = new Float64Array(this.size), words = new Float64Array(this.size), pairs = new Float64Array(this.size), touched = new Set();
    const full = { words: 0, pairs: 0, count: 0, least: Infinity };
    for (const { kind, weight, lists: { points, sure } } of groups) {
      for (const [o, p] of points) { scores[o] += p; touched.add(o); }
      const covered = kind === 'word' ? words : kind === 'pair' ? pairs : null;
      if (covered) for (const o of sure) covered[o] += weight;
      if (kind === 'word') { full.words += weight; full.count++; } else if (kind === 'pair' && sure.size) { full.pairs += weight; full.least = Math.min(full.least, weight); }
    }
    for (const span of spans) this.addSpan(span, groups, scores, words, pairs, touched);
    if (full.least === Infinity) full.least = 0;
    if (asked) {   // not all words were looked for: pairs count for them
      full.count = asked; full.words += full.pairs; full.pairs = full.least = 0;
      for (const o of touched) { words[o] += pairs[o]; pairs[o] = 0; }
    }
    return enough(touched, scores, words, pairs, full, numbers);
  }

  // Another name is worth what the words are that it stands for, if it is worth more than they are.
  addSpan({ run, from, to, points }, groups, scores, words, pairs, touched) {
    const own = groups.filter(g => g.run === run && g.from >= from && g.to <= to);
    for (const [o, p] of points) {
      let said = 0;
      for (const { kind, weight, lists } of own) {
        said += lists.points.get(o) ?? 0;
        if (kind === 'word' && !lists.sure.has(o)) words[o] += weight;
        if (kind === 'pair' && lists.sure.size && !lists.sure.has(o)) pairs[o] += weight;
      }
      if (p > said) scores[o] += p - said;
      touched.add(o);
    }
  }

  async unwanted(without) {
    const out = new Set();
    for (const phrase of without.filter(p => p.length <= 2)) {
      const anyMarked = phrase.some(marked), stems = this.stems(phrase), key = parts => (parts.length === 1 ? parts[0] : this.pairKey(...parts));
      const wanted = [[key(phrase.map(w => w.key)), allMarks(phrase)]];
      if (stems.length === phrase.length) wanted.push([key(stems.map(s => '~' + s)), '']);
      for (const [key, marks] of wanted) for (const v of await this.branch(key)) if (!anyMarked || v.marks === marks) await this.list(v, o => out.add(o));
    }
    return out;
  }

  // "type:luật": the values of a facet whose id or words contain what was written, or another name of it, or that begin with its letters:
  // "type:cv", "issuer:UBND".
  async fieldTest(field, asked, not) {
    if (!this.manifest.facets.includes(field)) return () => not;
    const column = await this.column(field), wanted = new Set();
    const others = this.terms([asked]).filter(n => n.to - n.from === asked.length).flatMap(n => n.names.map(name => this.text.words(name.text)));
    column.values.forEach((names, i) => {
      const own = names.map(n => this.text.words(n));
      if (own.some(words => [asked, ...others].some(a => contains(words, a)) || this.initials(asked, words))) wanted.add(i);
    });
    return o => [column.of[o]].flat().some(i => wanted.has(i)) !== not;
  }
  initials(asked, words) {
    const [{ key }] = asked, letters = words.filter(w => !this.joining.has(w.key)).map(w => w.key[0]).join('');
    return asked.length === 1 && key.length > 1 && (letters === key || (key.length > 2 && letters.includes(key)));
  }
  async allowed(filters) {
    const fields = Object.keys(filters ?? {}).filter(f => this.manifest.facets.includes(f) && filters[f]?.length);
    return Promise.all(fields.map(async field => {
      const column = await this.column(field), wanted = new Set(filters[field].map(v => column.values.findIndex(([id]) => id === v)));
      return [field, o => [column.of[o]].flat().some(i => wanted.has(i))];
    }));
  }

  // For each field how many documents have each value; a field's own filter does not narrow its own counts.
  async counts(found, allowed) {
    if (!this.manifest.facets.length) return {};
    return Object.fromEntries(Object.entries((await this.columns()).fields).map(([field, column]) => {
      const others = allowed.filter(([f]) => f !== field), count = new Uint32Array(column.values.length);
      for (const [o] of others.length ? found.filter(([o]) => others.every(([, test]) => test(o))) : found) {
        const own = column.of[o];   // a number, or several
        if (typeof own === 'number') count[own]++; else for (const i of own) count[i]++;
      }
      const rows = column.values.map(([id, vi, en], i) => ({ id, vi, en, count: count[i] })).filter(row => row.count);
      const byId = (a, b) => (a.id < b.id ? -1 : 1);
      return [field, rows.sort(field === 'year' ? (a, b) => byId(b, a) : (a, b) => b.count - a.count || byId(a, b))];
    }));
  }

  order(found, sort) {
    const { undated } = this.manifest;
    if (sort === 'newest') found.sort((a, b) => b[0] - a[0]);
    else if (sort === 'oldest') found.sort((a, b) => (a[0] < undated) - (b[0] < undated) || a[0] - b[0]);
    else found.sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  }

  // Phrases, and exclusions of more than two words, are tried on the text of what is shown; until all is tried, the total is "about".
  async page(found, asked, marker, { limit, offset, lang }) {
    const checks = [...asked.phrases.map(p => [p, true]), ...asked.without.filter(p => p.length > 2).map(p => [p, false])];
    const show = (row, record) => hit(row, record, marker, lang);
    if (!checks.length) {
      const rows = found.slice(offset, offset + limit), records = await Promise.all(rows.map(([o]) => this.record(o)));
      return { hits: rows.map((row, i) => show(row, records[i])), total: found.length, exact: true };
    }
    const hits = [];
    let total = found.length, before = 0, i = 0, ahead = 0;
    for (; i < found.length && hits.length < limit; i++) {
      if (i === ahead) {   // together, not one after the other; no more than may be shown, where files count
        ahead = i + (this.asks === null ? TRIED : Math.max(2, limit - hits.length));
        for (const [o] of found.slice(i, ahead)) this.record(o).catch(() => {});
      }
      const record = await this.record(found[i][0]);
      if (!await this.holds(found[i][0], record, checks)) total--;
      else if (before++ >= offset) hits.push(show(found[i], record));
    }
    return { hits, total, exact: i >= found.length };
  }

  async holds(ordinal, record, checks) {
    const texts = [...['title', 'issuer', 'type'].flatMap(f => record[f] ?? []), record.number, ...record.text.map(p => p[2])].filter(Boolean);
    for (let i = 0; i < (record.more ?? 0); i++) texts.push(...(await this.files.json(`x/${ordinal}-${i}.json`)).map(p => p[2]));
    const spelt = texts.map(t => this.text.words(t));
    return checks.every(([phrase, wanted]) => spelt.some(words => contains(words, phrase)) === wanted);
  }

  // The query again, its unknown words replaced by the nearest of the archive's own: of words that are as near, the one that the archive
  // writes beside the query's other words; a short word has too many neighbours to be replaced without that. As in misspelt.py.
  async instead(query, wrong) {
    const own = (await this.files.json('words.json')).flatMap(word => { const [w] = this.text.words(word); return w ? [[w.key, word]] : []; });
    const before = query.normalize('NFC');
    let changed = before;
    for (const { run, from } of this.asks === null ? wrong : wrong.slice(0, 1)) {
      const best = /^[a-z]{2,}$/.test(run[from].key) ? await this.bestFor(run, from, own) || await this.apart(run[from], own) : '';
      if (best) changed = changed.replace(run[from].text, () => best);
    }
    return changed === before ? [] : [changed];
  }
  async bestFor(run, i, own) {
    const { key } = run[i], left = run[i - 1]?.key, right = run[i + 1]?.key;
    const near = own.map(([k], rank) => [slips(key, k), rank]).filter(([n]) => n <= (key.length >= LONGER ? 2 : 1)).sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, this.asks === null ? CANDIDATES : CANDIDATES_OF_LARGE);
    const beside = (a, b) => (a && b ? this.beside(a, b) : 0);
    let best = null;
    for (const [n, rank] of near) {
      const found = await beside(left, own[rank][0]) + await beside(own[rank][0], right);
      if (!best || found > best.found) best = { found, n, rank };
    }
    return best && (best.found || key.length >= LONG - Number(!left && !right) || best.n === 0) ? own[best.rank][1] : '';
  }

  async beside(a, b) { return (await this.branch(this.pairKey(a, b))).reduce((n, v) => n + v.frequency, 0); }

  // "trocapthatnghiep" as "tro cap that nghiep": as few of the archive's syllables as will do, of as few the most frequent, each of which it
  // writes beside the next.
  async apart({ key, text }, own) {
    const ranks = new Map(own.map(([k], rank) => [k, rank]).reverse()), best = [[0, 0, 0]];   // pieces, the sum of their ranks, where the last begins
    for (let end = 2; end <= key.length; end++) for (let start = Math.max(0, end - SYLLABLE); start < end - 1; start++) {
      const piece = key.slice(start, end), before = best[start];
      if (!before || !ranks.has(piece) || !this.text.isSyllable(piece)) continue;
      const [n, sum] = [before[0] + 1, before[1] + ranks.get(piece)], known = best[end];
      if (!known || n < known[0] || (n === known[0] && sum < known[1])) best[end] = [n, sum, start];
    }
    const cuts = [];
    for (let at = key.length; best[key.length] && at; at = best[at][2]) cuts.unshift([best[at][2], at]);
    const pieces = cuts.map(cut => key.slice(...cut));
    if (pieces.length < 2 || (await Promise.all(pieces.slice(1).map((p, i) => this.beside(pieces[i], p)))).some(n => !n)) return '';
    return cuts.map(cut => (text.length === key.length ? text : key).slice(...cut)).join(' ');
  }

  // Numbers, titles, issuers, topics that begin as typed: [{kind, text, url}]. Two or three files, each of a few kilobytes.
  async suggest(prefix, { lang = 'vi', limit = 8 } = {}) {
    const typed = keys(this.text.words(String(prefix).slice(0, QUERY_AT_MOST))), names = await this.files.json('s/names.json'), known = new Set(names);
    let name = '';
    for (const n of [4, 3, 2]) if (!name && typed.length >= n && known.has(typed.slice(0, n))) name = typed.slice(0, n);
    if (!name) return [];
    const hex = [...new TextEncoder().encode(name)].map(b => b.toString(16).padStart(2, '0')).join(''), rows = await this.files.json(`s/${hex}.json`);
    return rows.filter(([key]) => key.startsWith(typed)).slice(0, limit).map(([, kind, text, to]) => ({ kind, text: said(text, lang), ...(Array.isArray(to) ? { url: said(to, lang), id: null } : { url: null, id: to }) }));
  }
}

// A number that no document has is not forgiven as a misspelt word is: it was meant.
const isUnknownNumber = g => g.kind === 'word' && !g.frequency && /^\d+$/.test(g.run[g.from].key);

const said = (both, lang) => (both ? (lang === 'en' ? both[1] ?? both[0] : both[0] ?? both[1]) : null);

// Which documents answer. Of one or two words all, and together where that is found; of three or four most; of a question's many
// words most, or a good part of the best score. If that leaves too few, what is near follows, and says that it is only a part.
function enough(touched, scores, words, pairs, full, numbers) {
  // Of two words that are said again and again ("lao động lao động") the pair that turns them is no part of the question.
  const { count } = full, whole = full.words + (count === 2 ? full.least : full.pairs);
  let top = 0, most = 0;
  for (const o of touched) { top = Math.max(top, scores[o]); most = Math.max(most, words[o]); }
  const near = o => scores[o] * 100 >= NEAR * top;
  const answers = o => numbers.has(o) || (count <= 2 ? words[o] + pairs[o] >= whole
    : count <= 4 ? words[o] * 100 >= 75 * full.words && (words[o] + pairs[o]) * 100 >= 50 * whole : words[o] * 100 >= 60 * full.words || near(o));
  const kept = [], left = [];
  for (const o of touched) (answers(o) ? kept : left).push(o);
  for (const o of numbers.keys()) if (!touched.has(o)) kept.push(o);
  const part = kept.length >= ENOUGH || (count <= 2 && kept.length) ? [] : left.filter(o => near(o) && (count > 2 ? words[o] * 100 >= HALF * full.words : words[o] >= most));
  const all = o => (whole ? Math.floor(scores[o] * (10 * whole + WHOLE * (words[o] + pairs[o])) / (10 * whole)) : scores[o]);
  const row = only => o => [o, all(o) + (numbers.get(o) ?? 0), only];
  return [...kept.map(row(false)), ...part.map(row(true))];
}

// Whether a document's pairs allow a phrase; only its text tells. A pair that no document has is in none; what was not loaded may be in all.
function mayHold(groups, phrase, ordinal, english) {
  const own = groups.filter(g => g.run === phrase), has = g => (g.lists ? g.lists.sure.has(ordinal) : g.frequency > 0);
  const words = own.filter(g => g.kind === 'word' && g.frequency), pairs = own.filter(g => g.kind === 'pair'), stems = own.filter(g => g.kind === 'english');
  if ((pairs.length || words.length) && (pairs.length ? pairs : words).every(has)) return true;
  return (english || stems.length > 0) && words.length > 0 && [...words, ...stems].every(has);
}

// Adjacent words as asked: the same marks when the phrase has any, any marks otherwise.
function contains(words, phrase) {
  const strict = phrase.some(marked);
  for (let i = 0; i + phrase.length <= words.length; i++) {
    if (phrase.every((p, j) => p.key === words[i + j].key && (!strict || p.marks === words[i + j].marks))) return true;
  }
  return false;
}

// `rest` of an index number ("ldtbxhhtqt") against the words after the serial in the query.
function numberBonus(number, rest) {
  if (!rest.length) return NUMBER_SERIAL;
  if (number && rest.join('').startsWith(number)) return NUMBER_WHOLE;
  let prefix = '', best = 0;
  for (const part of rest) { prefix += part; if (number.startsWith(prefix)) best = prefix.length; }
  return best && /[a-z]/.test(number.slice(0, best)) ? NUMBER_PART : 0;
}

// A letter more, less, other, or two exchanged; 9 for words that are not near at all.
function slips(a, b) {
  if (Math.abs(a.length - b.length) > 2) return 9;
  let before = [], last = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.length];
}

// --- what is shown ---------------------------------------------------------------------------------------------------

function hit([, score, partly], record, marker, lang) {
  const title = said(record.title, lang), best = marker.passage(record, lang);
  // The page of this language has the paragraph in this language, if there is one: what was found stands on the other's.
  const elsewhere = best && best.lang !== lang && record.text.some(([anchor, language]) => anchor === best.anchor && language === lang), of = f => said(record[f], lang);
  return { id: record.id, score, partly, url: of('url'), title, titleLang: title === null ? null : record.title[1] === title && lang === 'en' || record.title[0] === null ? 'en' : 'vi',
    titleParts: title === null ? [] : marker.parts(title, 0, title.length), number: record.number ?? null, date: record.date ?? null, issuer: of('issuer'),
    type: of('type'), status: of('status'), translation: of('translation'), anchor: best?.anchor ?? null, place: elsewhere ? said(record.url, best.lang) : of('url'), fragmentLang: best?.lang ?? null, fragment: best?.parts ?? [] };
}

// Finds in a text the words that were asked for, as the text has them.
class Marker {
  constructor(text, groups, also, anyMarked, days, dateWords) {
    Object.assign(this, { text, days, dateWords, words: new Map(), pairs: new Map(), known: new Map() });
    for (const g of groups) for (const a of g.alternatives) {
      const english = a.key[0] === '~', fits = english ? () => true : marks => fit(a.marks, marks, anyMarked) >= PARTLY;
      (g.kind === 'word' ? this.words : this.pairs).set(plain(a.key), { weight: g.weight + 1, fits, open: a.open });
      if (a.open) (this.open ??= []).push(a.key);
    }
    for (const { text: name, lang } of also) {
      const found = text.words(name), own = found.map(w => (lang === 'en' ? '~' + text.englishKey(w.key) : w.key));
      own.forEach((k, i) => {
        if (own.length === 1) this.words.set(k, this.words.get(k) ?? { weight: 1000, fits: () => true });
        else if (i) { const pair = `${own[i - 1]} ${k.replace('~', '')}`; if (!this.pairs.has(pair)) this.pairs.set(pair, { weight: 1000, fits: () => true }); }
      });
    }
    this.foreign = [...this.words.keys(), ...this.pairs.keys()].some(k => k[0] === '~');
  }

  // [{w, key, weight}]: of a word that stands in a pair somewhere in the text only those places are marked.
  matches(text) {   // asked for to choose a passage and, of the one that was chosen, again
    if (!this.known.has(text)) this.known.set(text, this.matchesOf(text));
    return this.known.get(text);
  }
  matchesOf(text) {
    const found = this.text.words(text), out = [], paired = new Set(), inPair = new Set();
    const english = this.foreign ? found.map(w => (marked(w) ? '' : this.text.englishKey(w.key))) : [];
    for (let i = 1, before = english[0] ? 0 : -1; i < found.length; i++) {
      const own = this.pairs.get(`${found[i - 1].key} ${found[i].key}`);
      if (own?.fits(found[i - 1].marks + found[i].marks)) for (const k of [i - 1, i]) { inPair.add(k); paired.add(found[k].key); }
      if (!english[i]) continue;
      if (before >= 0 && this.pairs.has(`~${english[before]} ${english[i]}`)) for (const k of [before, i]) { inPair.add(k); paired.add('~' + english[k]); }
      before = i;
    }
    const dated = this.dated(found);
    found.forEach((w, i) => {
      if (dated.has(i)) { out.push({ w, key: dated.get(i), weight: DAY }); return; }
      const vi = this.words.get(w.key), en = this.words.get('~' + english[i]), opened = this.open?.find(k => w.key.startsWith(k.split(' ').at(-1).replace('~', '')));
      const key = vi?.fits(w.marks) ? w.key : english[i] && en ? '~' + english[i] : opened ?? (inPair.has(i) ? w.key : '');
      if (key && (inPair.has(i) || !paired.has(key))) out.push({ w, key, weight: ((vi ?? en)?.weight ?? 1) * (inPair.has(i) ? 2 : 1) });
    });
    return out;
  }

  // The words that are a date of the query, however the text writes it: their places, and the date.
  dated(found) {
    const places = new Map();
    if (this.days.length) for (const [from, to, key] of dates(found, this.dateWords)) if (this.days.some(d => key.startsWith(d))) for (let i = from; i < to; i++) places.set(i, key);
    return places;
  }

  passage(record, lang) {
    let best = null;
    for (const [anchor, language, text] of record.text) {
      const window = bestWindow(this.matches(text)), body = !ASIDE.test(anchor), value = window.value * (language === lang ? 12 : 10) * (body ? 3 : 2);
      const rank = value || -4 + 2 * Number(body) + Number(language === lang);   // what says nothing of it: rather of the body, rather in the reader's language
      if (!best || rank > best.rank) best = { anchor, lang: language, text, rank, at: window.at };
    }
    if (!best) return null;
    const { text, at } = best;
    const blank = at > LEAD ? text.indexOf(' ', at - LEAD) : -1, start = at > LEAD ? (blank < 0 || blank >= at ? at : blank + 1) : 0;
    let end = Math.min(text.length, start + FRAGMENT);
    if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + 1);
    const parts = this.parts(text, start, end);
    if (start > 0) parts.unshift({ text: '… ', mark: false });
    if (end < text.length) parts.push({ text: ' …', mark: false });
    return { ...best, parts };
  }

  parts(text, start, end) {
    const parts = [];
    const put = (s, mark) => { if (s) { if (parts.at(-1)?.mark === mark) parts.at(-1).text += s; else parts.push({ text: s, mark }); } };
    let at = start;
    for (const { w } of this.matches(text)) {
      if (w.start < at || w.end > end) continue;
      const gap = text.slice(at, w.start);
      put(gap, gap === ' ' && parts.at(-1)?.mark === true);   // a blank between two found words is marked with them
      put(text.slice(w.start, w.end), true);
      at = w.end;
    }
    put(text.slice(at, end), false);
    return parts;
  }
}

// The place from which a fragment's length shows the most of what was asked for.
function bestWindow(matches) {
  let value = 0, at = 0;
  for (let i = 0; i < Math.min(matches.length, 200); i++) {
    const seen = new Set();
    let sum = 0;
    for (let j = i; j < matches.length && matches[j].w.end <= matches[i].w.start + FRAGMENT - LEAD; j++) {
      if (!seen.has(matches[j].key)) { seen.add(matches[j].key); sum += matches[j].weight; }
    }
    if (sum > value) { value = sum; at = matches[i].w.start; }
  }
  return { value, at };
}
