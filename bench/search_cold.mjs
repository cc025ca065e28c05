// What a first question costs: requests, bytes and rounds of the engine over an index, cold each time, by kind of question.
//
// usage: node bench/search_cold.mjs INDEX_DIR SET_DIR [LIMIT]    (SET_DIR/corpus.jsonl: what the index was built from)
import { createServer } from 'node:http';
import { readFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const [index, set, limit = '10'] = process.argv.slice(2), root = resolve(index), engineFile = join(root, 'engine.mjs');
let requests = [], bytes = 0;
const server = createServer((req, res) => {
  const file = join(root, decodeURIComponent(new URL(req.url, 'http://x').pathname.replace(/^\/\d+\//, '/')));
  if (!existsSync(file)) { res.writeHead(404); res.end(); return; }
  const body = readFileSync(file);
  requests.push(file.slice(root.length + 1));
  bytes += Math.min(body.length, gzipSync(body).length);
  res.end(body);
});
await new Promise(ok => server.listen(0, '127.0.0.1', ok));

const corpus = readFileSync(join(set, 'corpus.jsonl'), 'utf8').split('\n').filter(Boolean).map(l => JSON.parse(l));
let seed = 7;
const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
const document = () => corpus[random(corpus.length)];
const piece = (text, n) => { const w = text.split(/\s+/), at = random(Math.max(1, w.length - n)); return w.slice(at, at + n).join(' '); };
const bare = s => s.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
const kinds = {
  'one word': () => piece(document().text, 1), 'two words of a text': () => piece(document().text, 2),
  'words of a title': () => piece(document().title || document().text, 2 + random(5)), 'the same, without marks': () => bare(piece(document().title || document().text, 2 + random(5))),
  'a long question': () => piece(document().text, 10 + random(20)), 'a long one, without marks': () => bare(piece(document().text, 10 + random(20))),
  'a number': () => document().number ?? '2637', 'a date': () => (document().date ?? '2017-06-28').split('-').reverse().join('/'), 'a phrase': () => `"${piece(document().text, 3)}"`,
};
const at = (xs, p) => [...xs].sort((a, b) => a - b)[Math.min(xs.length - 1, Math.floor(xs.length * p))];
const script = gzipSync(readFileSync(engineFile)).length, all = [[], []];
let fresh = 0;
for (const [kind, make] of Object.entries(kinds)) {
  const cost = [[], []];
  let worst = [];
  for (let i = 0; i < 25; i++) {
    const { openIndex } = await import(`${pathToFileURL(engineFile)}?${fresh}`), query = make();
    [requests, bytes] = [['engine.mjs'], script];
    await (await openIndex(`http://127.0.0.1:${server.address().port}/${fresh++}/`)).search(query, { limit: Number(limit), facets: false });
    cost[0].push(requests.length); cost[1].push(bytes);
    if (requests.length > worst.length) worst = [...requests, query];
  }
  cost.forEach((c, i) => { if (kind !== 'a phrase') all[i].push(...c); });
  console.log(JSON.stringify({ kind, 'requests p50': at(cost[0], .5), max: Math.max(...cost[0]), 'kB p50': Math.round(at(cost[1], .5) / 1000), 'kB p95': Math.round(at(cost[1], .95) / 1000) }));
  if (process.env.WORST) console.log('   ', worst.join(' '));
}
console.log(JSON.stringify({ kind: 'all but phrases', 'requests p50': at(all[0], .5), 'p95': at(all[0], .95), max: Math.max(...all[0]), 'kB p50': Math.round(at(all[1], .5) / 1000), 'kB p95': Math.round(at(all[1], .95) / 1000) }));
server.close(); server.closeAllConnections?.();
