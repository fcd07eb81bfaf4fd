// What only a browser can see: errors, requests, overflow, contrast, the policy at work, the page without scripts.

import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const WORKERS = 2;
const WIDTHS = [1280, 390, 320];
const SHOT_WIDTHS = [1280, 390];
const SCHEMES = ['light', 'dark'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FLAGS = [
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

function chromiumPath() {
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
  const tab = await (await browser.newContext()).newPage();
  const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  let noise = [];
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  tab.on('pageerror', (error) => noise.push(String(error)));
  tab.on('request', (request) => request.url().startsWith(site.url) || noise.push(`asks for ${request.url()}`));
  tab.on('requestfailed', (request) => noise.push(`${request.url()} fails: ${request.failure()?.errorText}`));
  for (const page of queue) {
    noise = [];
    await tab.setViewportSize({ width: WIDTHS[0], height: 900 });
    if (page.html.includes('http-equiv="refresh"')) {
      await checkRedirect(tab, page, results);
      continue;
    }
    await tab.goto(page.url, { waitUntil: 'load' });
    results.check('console', page.path, noise[0]);
    await checkWidths(tab, page, results, screenshots);
    if (page.isClose) {
      await checkAccess(tab, page, results);
      await checkPolicy(tab, page, results);
      await checkWithoutScripts(tab, bare, page, results);
    }
  }
}

/** A page that only leads to another one is gone before it can be measured. */
async function checkRedirect(tab, page, results) {
  await tab.goto(page.url, { waitUntil: 'commit' });
  const hasLeft = await tab.waitForURL((url) => url.href !== page.url, { timeout: 5000 }).then(() => true, () => false);
  results.check('redirect', page.path, !hasLeft && 'leads nowhere');
}

async function checkWidths(tab, page, results, screenshots) {
  for (const scheme of SCHEMES) {
    await tab.emulateMedia({ colorScheme: scheme });
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      results.check('overflow', `${page.path} at ${width} px, ${scheme}`, await tab.evaluate(widest));
      if (page.isFirst && SHOT_WIDTHS.includes(width)) {
        await tab.screenshot({ path: join(screenshots, `${page.kind}-${width}-${scheme}.png`), fullPage: true });
      }
    }
  }
}

/** Runs in the page: what sticks out to the right, if the page scrolls sideways. */
function widest() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return '';
  const right = (element) => element.getBoundingClientRect().right;
  const out = [...document.body.querySelectorAll('*')].filter((element) => right(element) > clientWidth + 0.5);
  const name = out.sort((a, b) => right(b) - right(a)).slice(0, 1).map((element) => `${element.localName}.${element.getAttribute('class') ?? ''}`);
  return `is ${scrollWidth - clientWidth} px too wide (${name.join('') || 'no element'})`;
}

/** All rules in the light, and the contrast once more in the dark. */
async function checkAccess(tab, page, results) {
  await tab.setViewportSize({ width: WIDTHS[0], height: 900 });
  await tab.evaluate(AXE);
  for (const scheme of SCHEMES) {
    await tab.emulateMedia({ colorScheme: scheme });
    const runOnly = scheme === 'light' ? { type: 'tag', values: TAGS } : { type: 'rule', values: ['color-contrast'] };
    const violations = await tab.evaluate(async (runOnly) => (await window.axe.run(document, { runOnly, resultTypes: ['violations'] })).violations, runOnly);
    for (const { id, help, nodes } of violations) results.fail('axe', `${page.path}, ${scheme}`, `${help} (${id}, ${nodes.length}): ${nodes[0].target.join(' ')}`);
    if (violations.length === 0) results.check('axe', page.path, '');
  }
}

/** A script that is written into the page must not run. */
async function checkPolicy(tab, page, results) {
  const blocked = await tab.evaluate(() => new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    setTimeout(() => resolve(''), 1000);
  }));
  const ran = await tab.evaluate(() => window.ran === true);
  results.check('policy', page.path, (ran || !blocked.startsWith('script-src')) && 'a script written into the page is not kept from running');
}

/** Whoever has scripts off reads the same. */
async function checkWithoutScripts(tab, bare, page, results) {
  await bare.setViewportSize({ width: WIDTHS[0], height: 900 });
  await bare.goto(page.url, { waitUntil: 'load' });
  const length = async (of) => (await of.locator('main').first().innerText({ timeout: 5000 }).catch(() => '')).length;
  const [withScripts, without] = [await length(tab), await length(bare)];
  const what = without === 0 ? 'shows no main text' : without < 0.9 * withScripts && `shows ${without} of ${withScripts} characters`;
  results.check('without scripts', page.path, what);
}
