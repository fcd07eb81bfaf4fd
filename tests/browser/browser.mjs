// What only a browser can see: errors, requests, overflow, contrast, the policy at work, the page without scripts.

import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { checkFolded, checkForced, checkHanging, checkKeyboard, checkLength, checkPrint, checkSearch, checkSheets, checkTarget, checkTools, checkValues, checkView, checkWeight, isPrinted, isSheet, takePicture } from './behaviour.mjs';
import { cut, hidden, labels, layOut, policy, widest } from './inside.mjs';

const WORKERS = 2;
const WIDTHS = [1280, 390, 320];
const SHOT_WIDTHS = [1280, 390];
const SCHEMES = ['light', 'dark'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const FLAGS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function checkInBrowser(site, results, screenshots) {
  mkdirSync(screenshots, { recursive: true });
  // A folder of its own for the user's data is what `launch` makes.
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS, chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI });
  try {
    const queue = site.pages.values();
    const work = () => lookAt(queue, browser, site, results, screenshots);
    await Promise.all(Array.from({ length: WORKERS }, work));
  } finally {
    await browser.close();
  }
}

export function chromiumPath() {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].filter(Boolean);
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => (name.includes('/') ? [name] : folders.map((folder) => join(folder, name))));
  const found = candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error('There is no Chromium: install it, or name it in CHROMIUM.');
  return found;
}

/** One worker: takes pages from the queue that all share. */
async function lookAt(queue, browser, site, results, screenshots) {
  const tab = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  let noise = [];
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  tab.on('pageerror', (error) => noise.push(String(error)));
  tab.on('request', (request) => request.url().startsWith(site.url) || noise.push(`asks for ${request.url()}`));
  tab.on('requestfailed', (request) => isGivenUp(request) || noise.push(`${request.url()} fails: ${request.failure()?.errorText}`));
  for (const page of queue) {
    noise = [];
    await tab.setViewportSize({ width: WIDTHS[0], height: 900 });
    if (page.html.includes('http-equiv="refresh"')) {
      await checkRedirect(tab, page, results);
      continue;
    }
    await tab.goto(page.url, { waitUntil: 'load' });
    results.check('console', page.path, noise[0]);
    await tab.evaluate(layOut);
    await tab.evaluate(AXE);
    await checkSettings(tab, page, results, screenshots);
    checkWeight(page, results, site.isSampled);
    if (page.html.includes('class="reg"')) await checkFolded(bare, page, results);
    if (!site.isSampled) await checkLength(tab, page, results);
    if (page.path.endsWith('/registers/risks.html')) {
      await checkKeyboard(tab, page, results);
      await checkView(tab, page, results);
    }
    if (!page.isFirst) continue;
    await checkWithoutScripts(tab, bare, page, results);
    results.check('policy', page.path, await tab.evaluate(policy));
    if (page.html.includes('data-filter>')) await checkTarget(tab, page, results);
    await checkForced(tab, page, results, screenshots);
    if (isPrinted(page)) await checkPrint(tab, page, results, screenshots, site.isSampled);
    if (isSheet(page)) await checkSheets(tab, page, results);
    await checkValues(tab, page, results);
    await checkTools(tab, page, results);
    if (page.path.endsWith('/calendar.html')) await checkHanging(tab, page, results);
    if (!page.path.endsWith('/risk.html')) continue;
    await checkSearch(tab, page, results, async (tab, place) => {
      await tab.evaluate(AXE);
      await checkAccess(tab, `${page.path}, ${place}`, results);
    });
  }
}

/** The browser itself drops what it still asked for when it goes on to the next page, often the icon; a file that is missing fails otherwise. */
const isGivenUp = (request) => request.failure()?.errorText === 'net::ERR_ABORTED';

/** A page that only leads to another one is gone before it can be measured. */
async function checkRedirect(tab, page, results) {
  await tab.goto(page.url, { waitUntil: 'commit' });
  const hasLeft = await tab.waitForURL((url) => url.href !== page.url, { timeout: 5000 }).then(() => true, () => false);
  results.check('redirect', page.path, !hasLeft && 'leads nowhere');
}

/** Each width in the light and in the dark: nothing sticks out, no label lies on another. axe looks once at every page of the first
 * language and of each kind, and in all settings at one page of each kind; the other languages have the same markup. */
async function checkSettings(tab, page, results, screenshots) {
  for (const scheme of SCHEMES) {
    await tab.emulateMedia({ colorScheme: scheme });
    for (const width of WIDTHS) {
      const place = `${page.path} at ${width} px, ${scheme}`;
      await tab.setViewportSize({ width, height: 900 });
      results.check('overflow', place, await tab.evaluate(widest));
      results.check('labels', place, await tab.evaluate(labels));
      results.check('cells', place, await tab.evaluate(cut));
      if (width === WIDTHS[0]) results.check('columns', place, await tab.evaluate(hidden, '.cols .scroll'));
      const isUsual = width === WIDTHS[0] && scheme === SCHEMES[0];
      const isAsked = page.isOriginal ? page.isFirst || isUsual : page.isFirst && isUsual;
      if (isAsked) await checkAccess(tab, place, results);
      if (page.isFirst && SHOT_WIDTHS.includes(width)) {
        await takePicture(tab, { path: join(screenshots, `${page.kind}-${width}-${scheme}.png`), fullPage: true }, results);
      }
    }
  }
}

async function checkAccess(tab, place, results) {
  const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
  const violations = await tab.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => `${help} (${id}, ${nodes.length}): ${nodes[0].target.join(' ')}`);
  }, options);
  for (const what of violations) results.fail('axe', place, what);
  if (violations.length === 0) results.check('axe', place, '');
}

/** Whoever has scripts off reads the same. */
async function checkWithoutScripts(tab, bare, page, results) {
  await bare.setViewportSize({ width: WIDTHS[0], height: 900 });
  await bare.goto(page.url, { waitUntil: 'load' });
  await bare.evaluate(layOut);
  // What the script offers beside, to filter and to search, is nothing to read.
  const read = () => {
    for (const offer of document.querySelectorAll('.filter, #search-here')) offer.hidden = true;
    return document.querySelector('main').innerText.length;
  };
  const length = (of) => of.evaluate(read).catch(() => 0);
  const [withScripts, without] = [await length(tab), await length(bare)];
  const what = without === 0 ? 'shows no main text' : without < 0.85 * withScripts && `shows ${without} of ${withScripts} characters`;
  results.check('without scripts', page.path, what);
}
