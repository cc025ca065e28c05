// Search in the browser, in a worker and in node: reads the index that builder/search/index.py wrote, and nothing else.
// builder/search/reader.py says the same in Python, part by part; tests/vectors hold both to the same answers.
// All scores are whole numbers, so both count alike. Never makes HTML: fragments are [{text, mark}], for textContent.

const EXACT = 10, PARTLY = 5, OTHER = 1;   // tenths: the marks are the same, may be meant, are of another word
const QUERY_AT_MOST = 512, WORDS_AT_MOST = 64, FRAGMENT = 240, LEAD = 60;
const NUMBER_WHOLE = 1e12, NUMBER_PART = 1e10, NUMBER_SERIAL = 1e9;
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
    englishKey: key => stop.has(key) ? '' : /^[a-z]+$/.test(key) ? stem(key) : key,
    isStop: key => stop.has(key),
    isSyllable: key => syllable.test(key),
    marksLength: key => { let n = 0; for (const c of key) if (letters.has(c)) n++; return n; },
  };
}

const greatest = numbers => { let best = 0; for (const n of numbers) if (n > best) best = n; return best; };
const marked = w => /[^\0]/.test(w.marks);

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

// --- the query, as in query.py ---------------------------------------------------------------------------------------

// → {runs, phrases, without}, each a list of word lists. A phrase is also a run: its words count for the ranking.
export function parse(query, { words }) {
  const text = query.slice(0, QUERY_AT_MOST * 4).normalize('NFC').slice(0, QUERY_AT_MOST);
  const runs = [], phrases = [], without = [];
  let free = '';
  const flush = () => { const w = words(free); if (w.length) runs.push(w); free = ''; };
  for (const [, minus, quoted, bare] of text.matchAll(/(?<![^\s])(-?)["“”«»„]([^"“”«»„]*)["“”«»„]?|(\S+)/g)) {
    if (quoted !== undefined) {
      const w = words(quoted);
      if (!w.length) continue;
      if (minus) { without.push(w); continue; }
      flush(); runs.push(w); phrases.push(w);
    } else if (/^-[^\s-]/.test(bare) && words(bare).length) without.push(words(bare));
    else free += ' ' + bare;
  }
  flush();
  return { runs, phrases, without };
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

// A block as written by tree.py → Map of key → [{marks, frequency, data} or {…, file}].
function readBlock(data, marksLength) {
  const entries = new Map(), cursor = new Cursor(data), utf8 = new TextDecoder();
  let key = '';
  while (cursor.at < data.length) {
    const shared = cursor.varint();
    key = key.slice(0, shared) + utf8.decode(cursor.take(cursor.varint()));
    const length = marksLength(key), variants = [];
    for (let n = cursor.varint(); n > 0; n--) {
      const marks = String.fromCharCode(...cursor.take(length)), frequency = cursor.varint(), size = cursor.varint();
      variants.push(size ? { marks, frequency, data: cursor.take(size) } : { marks, frequency, file: cursor.varint() });
    }
    entries.set(key, variants);
  }
  return entries;
}

// A list as written by postings.py: calls visit(ordinal, level).
function eachPosting(data, frequency, documents, visit) {
  const cursor = new Cursor(data), ordinals = new Uint32Array(frequency);
  let n = 0;
  if (frequency * 8 > documents) {
    for (let i = 0; i < documents; i++) if (data[i >> 3] >> (i & 7) & 1) ordinals[n++] = i;
    cursor.at = (documents + 7) >> 3;
  } else for (let last = -1; n < frequency; n++) ordinals[n] = last += cursor.varint() + 1;
  for (let i = 0; i < n; i++) visit(ordinals[i], data[cursor.at + (i >> 1)] >> 4 * (i & 1) & 15);
}

// --- the index -------------------------------------------------------------------------------------------------------

export async function openIndex(url) {
  const base = new URL(url, globalThis.location?.href);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const files = new Files(base), manifest = await files.json('manifest.json');
  if (manifest.format !== 1) throw new Error(`index format ${manifest.format}`);
  files.version = manifest.version;
  return new Index(files, manifest);
}

class Index {
  constructor(files, manifest) {
    this.files = files; this.manifest = manifest; this.N = manifest.documents; this.text = analysis(manifest.analysis); this.blocks = new Map();
  }

  idf(frequency) { return Math.round(1000 * Math.log(1 + (this.N - frequency + 0.5) / (frequency + 0.5))); }
  saturate(x) { const { k1 } = this.manifest; return Math.floor(x * (k1 + 1000) / (x + k1)); }

  blockOf(key) {   // the last one whose first key is not after this one
    const { fences } = this.manifest;
    let low = 0, high = fences.length;
    while (low < high) { const mid = (low + high) >> 1; if (fences[mid] <= key) low = mid + 1; else high = mid; }
    return low - 1;
  }
  block(i) {
    if (!this.blocks.has(i)) {
      const wanted = this.files.bytes(`t/${i}.bin`).then(data => readBlock(data, this.text.marksLength));
      wanted.catch(() => this.blocks.delete(i));
      this.blocks.set(i, wanted);
    }
    return this.blocks.get(i);
  }
  async branch(key) {
    const i = this.blockOf(key);
    return i < 0 ? [] : (await this.block(i)).get(key) ?? [];
  }
  async withPrefix(prefix) {   // all [key, variants] that begin so
    const found = [];
    for (let i = Math.max(0, this.blockOf(prefix)); i < this.manifest.fences.length; i++) {
      if (found.length && !this.manifest.fences[i].startsWith(prefix)) break;
      const before = found.length;
      for (const entry of await this.block(i)) if (entry[0].startsWith(prefix)) found.push(entry);
      if (found.length === before && this.manifest.fences[i] > prefix) break;
    }
    return found;
  }
  async record(ordinal) {
    const { group } = this.manifest;
    return (await this.files.json(`d/${Math.floor(ordinal / group)}.json`))[ordinal % group];
  }

  // One way to find one word or pair: a key of the index and the spellings of it that answer.
  async alternative(key, marks, anyMarked, share) {
    const variants = (await this.branch(key)).map(v => ({ ...v, weight: fit(marks, v.marks, anyMarked) }));
    const meant = variants.filter(v => v.weight >= PARTLY);
    const frequency = Math.min(this.N, (meant.length ? meant : variants).reduce((n, v) => n + v.frequency, 0));
    const used = variants.filter(v => v.data || v.weight >= PARTLY);
    return { key, share, frequency, idf: frequency ? this.idf(frequency) : 0, variants: used, long: used.some(v => v.file !== undefined) };
  }

  // The groups of a query: each adds its best alternative to the score of a document. Words also count as covered.
  async groups(runs, english, anyMarked) {
    const wanted = [];
    const add = (kind, alternatives, owner, said) => wanted.push(Promise.all(alternatives.map(a => this.alternative(...a)))
      .then(all => { const found = all.filter(a => a.frequency); return { kind, owner, said, alternatives: found, long: found.some(a => a.long),
        frequency: Math.max(0, ...found.map(a => a.frequency)), weight: found.length ? Math.min(...found.map(a => a.idf)) : 0 }; }));
    for (const run of runs) {
      let before = '';
      run.forEach((w, i) => {
        const stemmed = marked(w) ? '' : this.text.englishKey(w.key), stopped = english && this.text.isStop(w.key);
        const alternatives = stopped ? [] : [[w.key, w.marks, anyMarked, 10]];
        if (stemmed) alternatives.push(['~' + stemmed, '', false, english || !this.text.isSyllable(w.key) ? 10 : 5]);
        if (!stopped) add('word', alternatives, run, w.text);
        const next = run[i + 1];
        if (next && !english) add('pair', [[`${w.key} ${next.key}`, w.marks + next.marks, anyMarked, 10]], run);
        if (stemmed && before) add('english', [[`~${before} ${stemmed}`, '', false, 10]], run);
        if (stemmed || marked(w)) before = stemmed;
      });
    }
    return Promise.all(wanted);
  }

  // Lists that more than three documents in ten are on are not worth their bytes, unless there is nothing else.
  skipFrequent(groups) {
    const there = groups.filter(g => g.frequency), rare = there.filter(g => !(g.long && g.frequency * 10 > 3 * this.N));
    const keep = rare.length ? rare : there.sort((a, b) => a.frequency - b.frequency).slice(0, 1);
    for (const g of there) g.skipped = !keep.includes(g) && !g.phrase;
  }

  // Points of one group: Map of ordinal → [points, whether the word itself is there and not one with other marks].
  async points(group) {
    const best = new Map();
    for (const a of group.alternatives) {
      const sums = new Map();
      for (const v of a.variants) {
        const data = v.data ?? await this.files.bytes(`p/${v.file}.bin`);
        eachPosting(data, v.frequency, this.N, (o, level) => {
          const s = sums.get(o), x = v.weight * this.manifest.levels[level];
          if (!s) sums.set(o, [x, v.weight >= PARTLY]);
          else { s[0] += x; s[1] ||= v.weight >= PARTLY; }
        });
      }
      for (const [o, [x, there]] of sums) {
        const points = Math.floor(a.idf * this.saturate(Math.floor(x / 10)) * a.share / 10000), old = best.get(o);
        if (!old) best.set(o, [points, there]);
        else { old[0] = Math.max(old[0], points); old[1] ||= there; }
      }
    }
    return best;
  }

  async search(query, { limit = 10, offset = 0, filters = {}, lang = 'vi', sort = 'relevance', facets = true, signal } = {}) {
    const stop = () => { if (signal?.aborted) throw signal.reason; };
    const asked = parse(String(query), this.text);
    let left = WORDS_AT_MOST;
    asked.runs = asked.runs.map(r => { const kept = r.slice(0, left); left -= kept.length; return kept; }).filter(r => r.length);
    const all = asked.runs.flat(), anyMarked = all.some(marked);
    const english = !anyMarked && this.isEnglish(all);
    const groups = await this.groups(asked.runs, english, anyMarked);
    stop();
    for (const g of groups) g.phrase = asked.phrases.includes(g.owner) && g.kind !== 'english';
    this.skipFrequent(groups);
    const numbers = await this.numbers(asked.runs);
    let found = await this.rank(groups, numbers, asked);
    stop();
    const allowed = await this.allowed(filters);
    const filtered = allowed.every ? found.filter(([o]) => allowed.every(o)) : found;
    this.order(filtered, sort);
    const page = await this.page(filtered, asked, groups, { limit, offset, lang, anyMarked, english });
    stop();
    return { ...page, facets: facets ? await this.counts(found, allowed) : null,
      missing: groups.filter(g => g.kind === 'word' && !g.frequency).map(g => g.said) };
  }

  // A query is English when at least half of its words of letters cannot be Vietnamese, or are English stop words.
  isEnglish(all) {
    const spelt = all.filter(w => /^[a-z]+$/.test(w.key) && /[aeiouy]/.test(w.key));
    const foreign = spelt.filter(w => !this.text.isSyllable(w.key));
    const stops = spelt.filter(w => this.text.isSyllable(w.key) && this.text.isStop(w.key));
    return foreign.length > 0 && (foreign.length + stops.length) * 2 >= spelt.length;
  }

  async rank(groups, numbers, asked) {
    const scores = new Map(), covered = new Map();
    let full = 0, words = 0;
    for (const g of groups) {
      if (!g.frequency || g.skipped) continue;
      const points = g.points = await this.points(g);
      if (g.kind === 'word') { full += g.weight; words++; }
      for (const [o, [p, there]] of points) {
        scores.set(o, (scores.get(o) ?? 0) + p);
        if (there && g.kind === 'word') covered.set(o, (covered.get(o) ?? 0) + g.weight);
      }
    }
    let kept = enough(scores, covered, full, words);
    if (numbers.size) {
      kept = [...new Set([...kept, ...numbers.keys()])];
      for (const [o, bonus] of numbers) scores.set(o, (scores.get(o) ?? 0) + bonus);
    }
    const wanted = await this.mayHold(kept, groups, asked), unwanted = await this.unwanted(asked.without);
    return wanted.filter(o => !unwanted.has(o)).map(o => [o, scores.get(o)]);
  }

  // Of the documents, those whose pairs allow each phrase; only their text tells.
  mayHold(ordinals, groups, asked) {
    return ordinals.filter(o => asked.phrases.every(phrase => {
      const own = groups.filter(g => g.owner === phrase), pairs = own.filter(g => g.kind === 'pair');
      const words = own.filter(g => g.kind === 'word');
      return pairs.every(g => g.points?.get(o)?.[1]) && (pairs.length || words.length) ? true
        : words.every(g => !g.frequency || g.skipped || g.points?.get(o)?.[1]);
    }));
  }

  async unwanted(without) {
    const out = new Set();
    for (const phrase of without.filter(p => p.length <= 2)) {
      const anyMarked = phrase.some(marked), keys = [[phrase.map(w => w.key).join(' '), phrase.map(w => w.marks).join('')]];
      const stems = phrase.map(w => marked(w) ? '' : this.text.englishKey(w.key));
      if (stems.every(Boolean)) keys.push(['~' + stems.join(' '), '']);
      for (const [key, marks] of keys) for (const v of await this.branch(key)) {
        if (anyMarked && v.marks !== marks) continue;
        eachPosting(v.data ?? await this.files.bytes(`p/${v.file}.bin`), v.frequency, this.N, o => out.add(o));
      }
    }
    return out;
  }

  // Documents that bear a number of the query: Map of ordinal → bonus.
  async numbers(runs) {
    const found = new Map();
    for (const run of runs) for (let i = 0; i < run.length; i++) {
      if (!/^\d+$/.test(run[i].key)) continue;
      const rest = run.slice(i + 1, i + 9).map(w => w.key), alone = run.length === 1 || (i === run.length - 1 && i === 1 && this.isNumberWord(run[0].key));
      if (!rest.length && !alone) continue;
      for (const [key, variants] of await this.withPrefix(`#${run[i].key}.`)) {
        const bonus = numberBonus(key.slice(run[i].key.length + 2), rest);
        if (bonus) for (const v of variants) eachPosting(v.data ?? await this.files.bytes(`p/${v.file}.bin`), v.frequency, this.N, (o, level) =>
          found.set(o, Math.max(found.get(o) ?? 0, Math.floor(bonus * level / 15))));
      }
    }
    return found;
  }
  isNumberWord(key) { return this.manifest.analysis.number_words.includes(key); }

  async allowed(filters) {
    const tests = {};
    for (const [field, values] of Object.entries(filters ?? {})) {
      if (!this.manifest.facets.includes(field) || !values?.length) continue;
      const column = await this.files.json(`f/${field}.json`);
      const wanted = new Set(values.map(v => column.values.findIndex(([id]) => id === v)));
      tests[field] = o => [column.of[o]].flat().some(i => wanted.has(i));
    }
    const list = Object.entries(tests);
    return { tests, every: list.length ? o => list.every(([, test]) => test(o)) : null };
  }

  // For each field how many documents have each value; a field's own filter does not narrow its own counts.
  async counts(found, allowed) {
    const columns = await Promise.all(this.manifest.facets.map(f => this.files.json(`f/${f}.json`)));
    return Object.fromEntries(columns.map((column, n) => {
      const field = this.manifest.facets[n], others = Object.entries(allowed.tests).filter(([f]) => f !== field).map(([, test]) => test);
      const count = new Map();
      for (const [o] of found) if (others.every(test => test(o))) for (const i of [column.of[o]].flat()) count.set(i, (count.get(i) ?? 0) + 1);
      const rows = [...count].map(([i, n]) => ({ id: column.values[i][0], vi: column.values[i][1], en: column.values[i][2], count: n }));
      return [field, rows.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))];
    }));
  }

  order(found, sort) {
    const { undated } = this.manifest;
    if (sort === 'newest') found.sort((a, b) => b[0] - a[0]);
    else if (sort === 'oldest') found.sort((a, b) => (a[0] < undated) - (b[0] < undated) || a[0] - b[0]);
    else found.sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  }

  async page(found, asked, groups, { limit, offset, lang, anyMarked, english }) {
    const checks = [...asked.phrases.map(p => [p, true]), ...asked.without.filter(p => p.length > 2).map(p => [p, false])];
    const hits = [];
    let total = found.length, exact = true, from = offset;
    if (!checks.length) {
      const rows = found.slice(offset, offset + limit);
      const records = await Promise.all(rows.map(([o]) => this.record(o)));
      rows.forEach(([, score], i) => hits.push(this.hit(records[i], score, groups, lang, anyMarked)));
    } else {
      let i = 0, skipped = 0;
      for (; i < found.length && hits.length < limit; i++) {
        const record = await this.record(found[i][0]);
        if (!await this.holds(found[i][0], record, checks)) total--;
        else if (skipped++ >= offset) hits.push(this.hit(record, found[i][1], groups, lang, anyMarked));
      }
      exact = i >= found.length;
    }
    return { hits, total, exact };
  }

  async holds(ordinal, record, checks) {
    const names = ['title', 'issuer', 'type'].flatMap(f => record[f] ?? []);
    const texts = [...names, record.number, ...record.text.map(p => p[2])].filter(Boolean);
    for (let i = 0; i < (record.more ?? 0); i++) texts.push(...(await this.files.json(`x/${ordinal}-${i}.json`)).map(p => p[2]));
    const spelt = texts.map(t => this.text.words(t));
    return checks.every(([phrase, wanted]) => spelt.some(words => contains(words, phrase)) === wanted);
  }

  hit(record, score, groups, lang, anyMarked) {
    const said = both => both ? (lang === 'en' ? both[1] ?? both[0] : both[0] ?? both[1]) : null;
    const title = said(record.title), best = this.passage(record, groups, lang, anyMarked);
    return { id: record.id, score, url: said(record.url), title, titleParts: title === null ? [] : this.parts(title, 0, title.length, groups, anyMarked),
      number: record.number ?? null, date: record.date ?? null, issuer: said(record.issuer), type: said(record.type), status: said(record.status),
      translation: said(record.translation), anchor: best?.anchor ?? null, fragmentLang: best?.lang ?? null, fragment: best?.parts ?? [] };
  }

  // Which words of a text were asked for: [{word, weight}].
  matches(text, groups, anyMarked) {
    const by = new Map();
    for (const g of groups) if (g.kind === 'word') for (const a of g.alternatives) by.set(a.key, { a, g });
    const out = [];
    for (const w of this.text.words(text)) {
      const vi = by.get(w.key), stemmed = by.get('~' + this.text.englishKey(w.key));
      if (vi && vi.a.variants.some(v => v.weight >= PARTLY && v.marks === w.marks)) out.push({ w, key: vi.a.key, weight: vi.g.weight });
      else if (stemmed && !marked(w)) out.push({ w, key: stemmed.a.key, weight: stemmed.g.weight });
    }
    return out;
  }

  passage(record, groups, lang, anyMarked) {
    let best = null;
    for (const [anchor, language, text] of record.text) {
      const matches = this.matches(text, groups, anyMarked), window = bestWindow(matches);
      const value = window.value * (language === lang ? 12 : 10);
      if (!best || value > best.value) best = { anchor, lang: language, text, value, at: window.at };
    }
    if (!best) return null;
    let start = best.at > LEAD ? best.text.indexOf(' ', best.at - LEAD) + 1 || best.at : 0;
    if (start > best.at) start = best.at;
    let end = Math.min(best.text.length, start + FRAGMENT);
    if (end < best.text.length) end = Math.max(best.text.lastIndexOf(' ', end), start + 1);
    const parts = this.parts(best.text, start, end, groups, anyMarked);
    if (start > 0) parts.unshift({ text: '… ', mark: false });
    if (end < best.text.length) parts.push({ text: ' …', mark: false });
    return { ...best, parts };
  }

  parts(text, start, end, groups, anyMarked) {
    const parts = [];
    const put = (s, mark) => { if (s) { if (parts.at(-1)?.mark === mark) parts.at(-1).text += s; else parts.push({ text: s, mark }); } };
    let at = start;
    for (const { w } of this.matches(text, groups, anyMarked)) {
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

// The documents that answer: of a few words all, of a question's many words most, or else as much as the best has.
function enough(scores, covered, full, words) {
  const share = words <= 2 ? 100 : words <= 4 ? 75 : 60, top = greatest(scores.values());
  const having = s => [...scores].filter(([o, p]) => (covered.get(o) ?? 0) * 100 >= s * full || (words > 4 && p * 100 >= 35 * top)).map(([o]) => o);
  const kept = having(share);
  return kept.length || !full ? kept : having(Math.floor(greatest(covered.values()) * 80 / full));
}

// The place from which a fragment's length shows the most of what was asked for.
function bestWindow(matches) {
  let value = 0, at = 0;
  for (let i = 0; i < Math.min(matches.length, 200); i++) {
    const seen = new Set();
    let sum = 0;
    for (let j = i; j < matches.length && matches[j].w.end <= matches[i].w.start + FRAGMENT - LEAD; j++) {
      if (!seen.has(matches[j].key)) { seen.add(matches[j].key); sum += matches[j].weight + 1; }
    }
    if (sum > value) { value = sum; at = matches[i].w.start; }
  }
  return { value, at };
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
  const typed = rest.join('');
  if (number && typed.startsWith(number)) return NUMBER_WHOLE;
  let prefix = '', best = 0;
  for (const part of rest) { prefix += part; if (number.startsWith(prefix)) best = prefix.length; }
  return best && /[a-z]/.test(number.slice(0, best)) ? NUMBER_PART : 0;
}
