// Opens every kind of file that a document can link to, with content that would run if it could, and says what ran.
//
//   node attachments.mjs PROGRAM FOLDER      PROGRAM builds a site in FOLDER, which is made anew
//
// Each file is opened as a reader might have it: from the disk, from a server that knows its kind, from one that does not say any, and
// from one with a strict policy. None may open a dialog, run a script, or ask another address for anything.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, chromiumPath } from './browser.mjs';
import { Results } from './results.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));
const [program, folder] = [resolve(process.argv[2] ?? `${top}/target/debug/alongside`), resolve(process.argv[3] ?? `${top}/target/attachments`)];

const ELSEWHERE = 'http://elsewhere.invalid';
const RUNS = `alert(1); document.title = 'ran'; fetch('${ELSEWHERE}/fetched'); new Image().src = '${ELSEWHERE}/image';`;
const HTML = `<!doctype html><html><body onload="${RUNS.replaceAll('"', "'")}"><script>${RUNS}</script><img src="${ELSEWHERE}/x.png"><iframe src="javascript:alert(2)"></iframe>`;
const SVG = `<?xml version="1.0"?><?xml-stylesheet href="${ELSEWHERE}/s.css"?>
<!DOCTYPE svg [<!ENTITY e "<script xmlns='http://www.w3.org/2000/svg'>alert(3)</script>">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" width="400" height="400" onload="${RUNS.replaceAll('"', "'")}">
<script>${RUNS.replaceAll('&', '&amp;')}</script><h:script>alert(4)</h:script><script xlink:href="${ELSEWHERE}/s.js"/>
<style>@import "${ELSEWHERE}/i.css"; @\\69mport url(${ELSEWHERE}/j.css); * { fill: u\\72l(${ELSEWHERE}/u); background: image-set("${ELSEWHERE}/v" 1x) } @font-face { font-family: f; src: url(${ELSEWHERE}/f) } text { font-family: f }</style>
<rect width="400" height="400" style="fill: url(${ELSEWHERE}/#r)"/><image href="${ELSEWHERE}/a.png" width="9" height="9"/><image xlink:href="//elsewhere.invalid/b.png" width="9" height="9"/>
<use href="data:image/svg+xml,&lt;svg id='x' xmlns='http://www.w3.org/2000/svg'>&lt;script>alert(5)&lt;/script>&lt;/svg>#x"/><feImage href="${ELSEWHERE}/g"/>
<a href="javascript:alert(6)"><text x="9" y="99">text</text></a><foreignObject width="9" height="9"><h:iframe src="${ELSEWHERE}"/></foreignObject>
<animate attributeName="href" values="javascript:alert(7)" begin="0s"/><set attributeName="onload" to="alert(8)"/>&#60;script&#62;</svg>`;
const XML = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?><r xmlns:h="http://www.w3.org/1999/xhtml"><h:script>${RUNS}</h:script></r>`;
const MHTML = `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${HTML}`;

/** Files by name: what is active under its own name, and pages under the name of every kind that is copied as it is. */
function hostile() {
  const inert = readFileSync(`${top}/src/site/attachments.rs`, 'utf8').matchAll(/const (?:INERT|ARCHIVES)[^=]*= \[([^\]]*)\]/g);
  const kinds = [...inert].flatMap(([, list]) => [...list.matchAll(/"(\w+)"/g)].map(([, kind]) => kind)).filter((kind) => !['csv', 'tsv', 'md', 'markdown'].includes(kind));
  if (kinds.length < 20) throw new Error('The kinds that are copied were not found.');
  const active = { 'a.html': HTML, 'a.HTM': HTML, 'a.xhtml': XML, 'a.xml': XML, 'a.xsl': XML, 'a.mhtml': MHTML, 'a.svg': SVG, 'b.svg': HTML, 'a.svgz': SVG, 'a.shtml': HTML, 'a.js': RUNS, 'a.unheard-of': HTML, noname: HTML };
  const disguised = kinds.map((kind) => [`as.${kind}`, HTML]).concat(['dwg', 'png'].map((kind) => [`blank.${kind}`, `\ufeff \n\t${HTML}`]));
  return { ...active, ...Object.fromEntries(disguised), 'small.pdf': readFileSync(new URL('./small.pdf', import.meta.url)) };
}

function build(files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/project/docs`, { recursive: true });
  mkdirSync(`${folder}/project/assets`);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'project/docs', name), content);
  writeFileSync(`${folder}/project/docs/list.md`, `# List\n\n![drawing](a.svg)\n\n${Object.keys(files).map((name) => `- [${name}](${name})`).join('\n')}\n`);
  writeFileSync(`${folder}/project/assets/brand.css`, `@import "${ELSEWHERE}/b.css"; main { background: url(${ELSEWHERE}/b.png) }\n`);
  writeFileSync(`${folder}/project/alongside.yaml`, 'project: {name: T}\nsite: {logo: docs/a.svg}\n');
  execFileSync(program, ['build', `${folder}/project`, '-o', `${folder}/site`, '--quiet', '--as-of', '2026-03-31'], { stdio: 'inherit' });
}

function listed(path) {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => listed(join(path, name))) : [path];
}

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.txt': 'text/plain', '.pdf': 'application/pdf', '.png': 'image/png', '.jpg': 'image/jpeg', '.gif': 'image/gif', '.json': 'application/json' };
const MODES = {
  file: null,
  http: (extension) => ({ 'Content-Type': TYPES[extension] ?? 'application/octet-stream' }),
  'http without kinds': (extension) => (['.html', '.txt', '.svg', '.css', '.js'].includes(extension) ? { 'Content-Type': TYPES[extension] } : {}),
  'http with a policy': (extension) => ({ 'Content-Type': TYPES[extension] ?? 'text/plain', 'Content-Security-Policy': "default-src 'none'; sandbox", 'X-Content-Type-Options': 'nosniff' }),
};

async function serve(headers) {
  const server = createServer((request, response) => {
    try {
      const path = join(folder, 'site', decodeURIComponent(new URL(request.url, 'http://x').pathname));
      const content = readFileSync(path);
      response.writeHead(200, headers(extname(path).toLowerCase())).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

async function open(page, url, own) {
  const seen = [];
  const dialog = (dialog) => (seen.push(`opens a dialog: ${dialog.message()}`), dialog.dismiss());
  const asked = new Set();
  const request = (request) => own(request.url()) || asked.add(request.url());
  // The policy of the page stops it before it is sent.
  const stopped = (request) => request.failure()?.errorText === 'csp' && asked.delete(request.url());
  page.on('dialog', dialog).on('request', request).on('requestfailed', stopped);
  // What the browser saves instead of showing it is no page.
  await page.goto(url, { waitUntil: 'load', timeout: 10_000 }).catch(() => {});
  await page.waitForTimeout(40);
  if ((await page.title().catch(() => '')) === 'ran') seen.push('runs a script');
  page.off('dialog', dialog).off('request', request).off('requestfailed', stopped);
  return seen.concat([...asked].map((url) => `asks for ${url}`))[0];
}

build(hostile());
const results = new Results();
const paths = listed(`${folder}/site`).map((path) => path.slice(`${folder}/site/`.length)).filter((path) => /^(files|texts)\//.test(path));
results.check('attachments', folder, paths.length < 40 && `has only ${paths.length} files`);
const pages = ['en/documents/docs-list.html'];
const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS, chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI });
for (const [mode, headers] of Object.entries(MODES)) {
  const server = headers && (await serve(headers));
  const base = server ? `http://127.0.0.1:${server.address().port}/` : pathToFileURL(`${folder}/site/`).href;
  const queue = [...pages, ...paths].values();
  const work = async () => {
    const page = await (await browser.newContext({ acceptDownloads: false })).newPage();
    for (const path of queue) {
      const url = base + path.split('/').map(encodeURIComponent).join('/');
      results.check(mode, path, await open(page, url, (asked) => asked.startsWith(base) || /^chrome(-extension)?:/.test(asked)));
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  server?.close();
}
await browser.close();
process.exit(results.print());
