// Opens a page of `alongside serve`, changes the folder under it, and says what the page does.
//
//   node serve.mjs PROGRAM FOLDER      PROGRAM serves a project in FOLDER, which is made anew
//
// The page loads again at its place and with what was open; while a file is broken it says so above the last report; it is well again when the file is; and it
// says when the server has stopped.

import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, chromiumPath } from './browser.mjs';
import { Results } from './results.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));
const [program, folder] = [resolve(process.argv[2] ?? `${top}/target/debug/alongside`), resolve(process.argv[3] ?? `${top}/target/served`)];
const PATIENCE = { timeout: 20_000 };
const PLACE = 900;

const write = (name, text) => writeFileSync(`${folder}/${name}`, text);
const risks = (last) => Array.from({ length: 38 }, (_, at) => `- {id: R-${at + 1}, title: ${at === 37 ? last : `Matter ${at + 1}`}}\n`).join('');

function project() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  write('alongside.yaml', 'project: {name: Launch, stage: initiation}\nlanguages: [en, zh-CN]\nreport: {as_of: 2026-06-15}\n');
  write('risks.yaml', risks('Rain'));
}

/** The server, and where it is. */
async function serve() {
  const server = spawn(program, ['serve', folder, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: server.stderr })) {
    const address = line.match(/http:\/\/[^\s/]+\//)?.[0];
    if (address) return { server, address };
  }
  throw new Error('The server ended.');
}

const results = new Results();
project();
const { server, address } = await serve();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS, chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI });
try {
  const tab = await (await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 700 } })).newPage();
  const noise = [];
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  tab.on('pageerror', (error) => noise.push(String(error)));
  tab.on('request', (request) => request.url().startsWith(address) || noise.push(`asks for ${request.url()}`));
  /** Whether something comes to be so; what is looked for is told if not. */
  const comes = async (what, isSo, ...given) => {
    const has = await tab.waitForFunction(isSo, given, PATIENCE).then(() => true, () => false);
    results.check('serve', what, !has && 'does not come');
    return has;
  };
  const says = ([text]) => document.querySelector('main')?.innerText.includes(text);
  const isBroken = ([text]) => document.querySelector('.live-broken')?.innerText.includes(text);
  const isWell = () => document.querySelector('.live-bar') !== null && document.querySelector('.live-broken') === null;
  const place = () => tab.evaluate(() => scrollY);
  const stays = async (what) => {
    const now = await place();
    results.check('serve', `the place ${what}`, Math.abs(now - PLACE) > 1 && `is ${now} and was ${PLACE}`);
  };

  await tab.goto(`${address}en/registers/risks.html`, { waitUntil: 'load' });
  await comes('the bar', isWell);
  await tab.evaluate((place) => scrollTo(0, place), PLACE);
  await stays('before a change');

  write('risks.yaml', risks('Hail'));
  if (await comes('what is new', says, 'Hail')) await stays('after a change');

  write('risks.yaml', '- {id: R-1, title: [\n');
  await comes('what is broken', isBroken, 'risks.yaml');
  results.check('serve', 'the last report', !(await tab.evaluate(says, ['Hail'])) && 'is gone');
  await stays('while a file is broken');
  await tab.goto(`${address}zh-CN/registers/risks.html`, { waitUntil: 'load' });
  results.check('serve', 'the last report on another page', !(await tab.evaluate(says, ['Hail'])) && 'is gone');
  await comes('what is broken on another page', isBroken, 'risks.yaml');

  write('risks.yaml', risks('Snow'));
  await comes('what is mended', says, 'Snow');
  await comes('the bar without an error', isWell);
  results.check('console', 'while it is served', noise[0]);

  server.kill('SIGINT');
  await comes('the end', isBroken, '服务已停止');
} finally {
  server.kill();
  await browser.close();
}
process.exit(results.print());
