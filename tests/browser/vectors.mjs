// Opens every page of sites whose every field holds a text that would run a script, or ask another address, if a page took it for more
// than text, and says what ran.
//
//   node vectors.mjs PROGRAM FOLDER [whole]      PROGRAM builds sites in FOLDER, which is made anew
//
// Each text stands in some field of every register; a third of the pages is opened where nothing but their markup protects a reader, and
// one of each kind in every way that a reader may have it. With `whole` each text stands in every field, and every page is opened in
// every way.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, chromiumPath } from './browser.mjs';
import { STRINGS, XSS } from './naughty.mjs';
import { Results } from './results.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));
const [program, folder] = [resolve(process.argv[2] ?? `${top}/target/debug/alongside`), resolve(process.argv[3] ?? `${top}/target/vectors`)];
const isWhole = process.argv.includes('whole');

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json' };
const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** The ways to open a page: from the disk or a server, with its own policy or none. */
const MODES = { 'http without a policy': [true, false], file: [false, true], 'file without a policy': [false, false], http: [true, true] };

const run = (...of) => execFileSync(program, of, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });

/** The registers with what their records may hold, as the program says it. */
function registers() {
  run('schema', '--out', `${folder}/schemas`);
  const names = readdirSync(`${folder}/schemas`).map((file) => file.replace('.schema.json', ''));
  const fields = (name) => JSON.parse(readFileSync(`${folder}/schemas/${name}.schema.json`, 'utf8')).$defs.record.properties;
  return names.filter((name) => !['report', 'settings'].includes(name)).map((name) => [name, fields(name)]);
}

/** A value for a field: a text wherever it may be one; where a day, a number or a word of a list belongs only if it is to be wrong. */
function value(schema, next, isWrong, isItem) {
  const list = schema.anyOf?.find((form) => form.items);
  if (list) return [value(list.items, next, isWrong, true)];
  const words = schema.anyOf?.find((form) => form.enum);
  if (words) return isWrong ? next() : words.enum[0];
  if (schema.properties && !schema.properties.en) return record(schema.properties, next, isWrong);
  if (schema.type?.includes('object') && !schema.properties?.en && !isItem && !isWrong) return undefined;
  return next();
}

function record(fields, next, isWrong) {
  const own = Object.entries(fields).filter(([name, schema]) => !schema.$ref && !['visibility', 'lang'].includes(name));
  return Object.fromEntries(own.map(([name, schema]) => [name, value(schema, next, isWrong)]));
}

/** A document with some texts in every place that Markdown has. */
function document(texts) {
  const places = (text) => {
    const line = text.replaceAll('\n', ' ');
    return `# ${line}\n\n${text}\n\n- ${line}\n- [ ] @${line} ${line} (due 2026-05-01)\n\n> ${line}\n\n| ${line} | b |\n|---|---|\n| x | ${line} |\n\n[${line}](x.md) [x](${line}) [x](<${line}>) ![${line}](${line}) <${line}> \`${line}\`\n\n[r]: ${line} "${line}"\n\n[r]\n`;
  };
  return `---\ntitle: ${JSON.stringify(texts[0])}\n${JSON.stringify(texts[1])}: ${JSON.stringify(texts[2])}\n---\n\n${texts.map(places).join('\n')}`;
}

/** The files of a project; `shift` moves the texts on by so many fields. */
function project(all, shift) {
  const files = {};
  const settings = { project: { name: XSS[shift % XSS.length], start: '2026-01-05', end: '2026-12-18', currency: 'CNY', stage: 'execution' }, languages: ['en'], site: { title: XSS[1], footer: XSS[2] } };
  files['alongside.yaml'] = JSON.stringify(settings);
  for (const [name, fields] of all) {
    let at = shift;
    const next = () => STRINGS[at++ % STRINGS.length];
    const records = [];
    while (at < shift + STRINGS.length) records.push({ ...record(fields, next, records.length % 3 === 2), visibility: 'public' });
    files[`${name}.yaml`] = JSON.stringify(records);
  }
  for (let at = 0; at < STRINGS.length; at += 20) files[`docs/note-${at}.md`] = document(STRINGS.slice(at, at + 20));
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  files['more/risks.csv'] = `title,owner,${XSS.slice(0, 60).map(quoted).join(',')}\n${XSS.map((text) => `${quoted(text)},${quoted(text)}${`,${quoted(text)}`.repeat(60)}`).join('\n')}\n`;
  for (const text of STRINGS) {
    const name = text.replace(/[/\0]/g, '').slice(0, 60);
    if (!/^\.*$/.test(name) && Buffer.from(name).toString() === name) files[`docs/${name}.md`] = `# ${text}\n`;
  }
  return files;
}

function build(files, name) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, 'project', path, '..'), { recursive: true });
    writeFileSync(join(folder, name, 'project', path), content);
  }
  run('build', `${folder}/${name}/project`, '-o', `${folder}/${name}/site`, '--quiet', '--as-of', '2026-03-31');
  return `${folder}/${name}/site`;
}

const listed = (path) => (statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => listed(join(path, name))) : [path]);

/** Takes the policies out of the pages of a site, so that nothing but its markup protects a reader. */
function bare(site) {
  for (const path of listed(site).filter((path) => path.endsWith('.html'))) {
    const html = readFileSync(path, 'utf8');
    if (!POLICY.test(html)) throw new Error(`${path} has no policy.`);
    writeFileSync(path, html.replace(POLICY, ''));
  }
}

async function serve(site) {
  const server = createServer((request, response) => {
    try {
      const path = join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
      const content = readFileSync(path);
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

/** What of a page is more than a page of the program has, looked at in the page itself. */
function foreign(base) {
  const handler = (element) => [...element.attributes].find(({ name }) => /^on|^style$|^srcdoc$/.test(name));
  const isActive = (address) => /^[\s\u0000-\u001f]*(javascript|vbscript|data|blob|file):/i.test(address);
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (['iframe', 'object', 'embed', 'base', 'marquee', 'foreignobject', 'animate', 'set', 'video', 'audio', 'isindex', 'mglyph', 'applet'].includes(name.toLowerCase())) return `has <${name}>`;
    if (name === 'script' && !element.src.startsWith(base)) return 'has a script of its own';
    if (name === 'form' && element.hasAttribute('action')) return 'has a form that sends';
    const own = handler(element);
    if (own) return `has <${name} ${own.name}>`;
    const address = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
    if (isActive(address) && !address.startsWith(base) && !(name === 'link' && address.startsWith('data:'))) return `leads to ${address.slice(0, 80)}`;
  }
  return document.title === 'ran' && 'runs a script';
}

async function open(page, url, base) {
  const seen = [];
  const dialog = (dialog) => (seen.push(`opens a dialog: ${dialog.message()}`), dialog.dismiss().catch(() => {}));
  const request = (request) => request.url().startsWith(base) || seen.push(`asks for ${request.url()}`);
  page.on('dialog', dialog).on('request', request);
  await page.goto(url, { waitUntil: 'load', timeout: 20_000 }).catch((error) => seen.push(String(error)));
  // The first page leads to another one at once.
  const look = () => page.evaluate(foreign, base);
  seen.push(await look().catch(() => page.waitForLoadState('load').then(look)));
  page.off('dialog', dialog).off('request', request);
  return seen.find(Boolean);
}

/** Pages that look alike are of one kind: those of records of one register, of documents, or one alone. */
const kind = (path) => path.replace(/[^/]+$/, (name) => (path.split('/').length > 2 ? '' : name));

async function openAll(browser, site, results) {
  const all = listed(site).map((path) => path.slice(site.length + 1)).filter((path) => path.endsWith('.html'));
  const kinds = new Map(all.map((path) => [kind(path), path]));
  const read = (hasPolicy) => Object.entries(MODES).filter(([, [, own]]) => own === hasPolicy);
  for (const [mode, [isServed, hasPolicy]] of [...read(true), ...read(false)]) {
    if (!hasPolicy && POLICY.test(readFileSync(join(site, all[0]), 'utf8'))) bare(site);
    const server = isServed ? await serve(site) : undefined;
    const base = server ? `http://127.0.0.1:${server.address().port}/` : pathToFileURL(`${site}/`).href;
    // Every text stands on many pages: a third of them has each.
    const some = mode === 'http without a policy' ? all.filter((path, nth) => nth % 3 === 0 || kinds.get(kind(path)) === path) : [...kinds.values()];
    const queue = (isWhole ? all : some).values();
    const work = async () => {
      const page = await (await browser.newContext()).newPage();
      for (const path of queue) results.check(mode, path, await open(page, base + path.split('/').map(encodeURIComponent).join('/'), base));
    };
    await Promise.all(Array.from({ length: 3 }, work));
    server?.close();
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const results = new Results();
const all = registers();
results.check('vectors', 'texts', XSS.length < 150 && `are only ${XSS.length}`);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS, chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI });
const most = Math.max(...all.map(([, fields]) => Object.keys(fields).length));
for (let shift = 0; shift < (isWhole ? most : 1); shift += 1) {
  const site = build(project(all, shift), `nth-${shift}`);
  await openAll(browser, site, results);
  if (isWhole) rmSync(`${folder}/nth-${shift}`, { recursive: true });
}
await browser.close();
process.exit(results.print());
