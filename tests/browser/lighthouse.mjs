// Takes Lighthouse's figures of the pages that are opened first, and says which are too low.
//
//   node lighthouse.mjs PROGRAM [WORK]      PROGRAM: `alongside`, WORK: a folder to work in
//
// The example is built as one that may be found by search engines, and served compressed, as hosts of pages do. Each page is measured
// five times on a quiet machine, and the median counts. What Lighthouse asks of a robots.txt is left out: the policy of the pages allows no
// request, and keeps Lighthouse's own from being made. Lighthouse has 200 packages of its own, which nothing else here needs, so `npx`
// fetches it when this is run.

import { execFile, execFileSync } from 'node:child_process';
import { createReadStream, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { FLAGS, chromiumPath } from './browser.mjs';
import { Results } from './results.mjs';

const LIGHTHOUSE = 'lighthouse@12.8.2';
const PAGES = ['en/index.html', 'en/plan.html', 'en/risk.html', 'en/kpis/units-sold.html', 'en/search.html'];
const RUNS = 5;
const LEAST = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };
const MOST_BYTES = 64_000_000;

const top = fileURLToPath(new URL('../..', import.meta.url));
const program = resolve(process.argv[2] ?? `${top}/target/debug/alongside`);
const work = resolve(process.argv[3] ?? `${top}/target/lighthouse`);

const site = listed();
const server = createServer(answer).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const results = new Results();
for (const page of PAGES) {
  if (!existsSync(join(site, page))) {
    results.fail('page', page, 'is not there');
    continue;
  }
  const scores = [];
  for (let run = 0; run < RUNS; run += 1) scores.push(await measured(`http://127.0.0.1:${server.address().port}/${page}`));
  const medians = Object.keys(LEAST).map((name) => [name, scores.map((score) => score[name]).sort((a, b) => a - b)[Math.floor(RUNS / 2)]]);
  console.log(`${page}: ${medians.map(([name, median]) => `${name} ${median}`).join(', ')}`);
  for (const [name, median] of medians) results.check(name, page, median < LEAST[name] && `has ${median}, less than ${LEAST[name]}: ${scores.map((score) => score.told[name]).find(Boolean) ?? ''}`);
}
server.close();
process.exit(results.print());

/** The example as a site that search engines may list. */
function listed() {
  const [folder, out] = [join(work, 'project'), join(work, 'site')];
  for (const old of [folder, out]) rmSync(old, { recursive: true, force: true });
  cpSync(join(top, 'example-project'), folder, { recursive: true });
  const settings = join(folder, 'alongside.yaml');
  const text = readFileSync(settings, 'utf8');
  const told = text.replace(/^site:$/m, 'site:\n  listed: yes');
  if (told === text) throw new Error(`${settings} has no line "site:".`);
  writeFileSync(settings, told);
  execFileSync(program, ['build', folder, '--quiet', '-o', out], { stdio: 'inherit' });
  return out;
}

function answer(request, response) {
  const path = join(site, decodeURIComponent(new URL(request.url, 'http://host').pathname));
  if (!path.startsWith(site) || !existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain; charset=utf-8', 'content-encoding': 'gzip', 'cache-control': 'max-age=3600' });
  createReadStream(path).pipe(createGzip()).pipe(response);
}

/** The scores of one run, and what it found. */
async function measured(url) {
  const flags = ['--headless=new', ...FLAGS, ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : [])].join(' ');
  const asked = ['--yes', LIGHTHOUSE, url, '--quiet', '--output=json', `--only-categories=${Object.keys(LEAST).join()}`, '--skip-audits=robots-txt', `--chrome-flags=${flags}`];
  const { stdout } = await promisify(execFile)('npx', asked, { maxBuffer: MOST_BYTES, env: { ...process.env, CHROME_PATH: chromiumPath() } });
  const { categories, audits } = JSON.parse(stdout);
  const lacking = ({ auditRefs }) => auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9).map(({ id }) => id).join(', ');
  const told = Object.fromEntries(Object.entries(categories).map(([name, category]) => [name, lacking(category)]));
  return { told, ...Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)])) };
}
