// Opens the report that is one file, as whoever gets it by mail does, and says what is wrong with it.
//
//   node single.mjs FILE

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, chromiumPath } from './browser.mjs';
import { cut, labels, layOut, policy, widest } from './inside.mjs';
import { Results } from './results.mjs';

const MOST_BYTES = 2_000_000;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const top = fileURLToPath(new URL('../..', import.meta.url));
const file = resolve(process.argv[2] ?? `${top}/target/single.html`);
const [name, url, results] = [basename(file), pathToFileURL(file).href, new Results()];

const { size } = statSync(file);
results.check('size', name, size > MOST_BYTES && `has ${size} bytes`);

const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS, chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI });
try {
  const tab = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  const noise = [];
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  tab.on('pageerror', (error) => noise.push(String(error)));
  tab.on('request', (request) => request.url() === url || noise.push(`asks for ${request.url()}`));
  await tab.goto(url, { waitUntil: 'load' });
  await tab.evaluate(layOut);
  results.check('console', name, noise[0]);

  const links = await tab.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    const named = [...document.querySelectorAll('[aria-labelledby], [aria-describedby]')].flatMap((element) =>
      `${element.getAttribute('aria-labelledby') ?? ''} ${element.getAttribute('aria-describedby') ?? ''}`.split(' ').filter(Boolean));
    const inside = [...document.querySelectorAll('a[href^="#"]')].map((link) => decodeURIComponent(link.getAttribute('href').slice(1)));
    const relative = [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')).filter((href) => !/^(#|https?:|mailto:|tel:)/.test(href));
    return { twice, inside: inside.length, lost: [...inside, ...named].filter((id) => !document.getElementById(id)), relative };
  });
  results.check('ids', name, links.twice[0] && `#${links.twice[0]} is there twice`);
  results.check('links', name, links.lost[0] && `#${links.lost[0]} is nowhere, and ${links.lost.length - 1} more`);
  results.check('links', name, links.relative[0] && `${links.relative[0]} leads out of the file`);
  results.check('links', name, links.inside < 50 && `has ${links.inside} links to itself`);
  results.check('styles', name, (await tab.evaluate(() => getComputedStyle(document.querySelector('.page')).display)) !== 'grid' && 'has no layout');
  results.check('script', name, (await tab.locator('th[data-sort] button').count()) === 0 && 'sorts no table');
  results.check('policy', name, await tab.evaluate(policy));

  await tab.evaluate(AXE);
  for (const scheme of ['light', 'dark']) {
    await tab.emulateMedia({ colorScheme: scheme });
    for (const width of [1280, 390, 320]) {
      const place = `${name} at ${width} px, ${scheme}`;
      await tab.setViewportSize({ width, height: 900 });
      results.check('overflow', place, await tab.evaluate(widest));
      results.check('labels', place, await tab.evaluate(labels));
      results.check('cells', place, await tab.evaluate(cut));
    }
  }
  await tab.setViewportSize({ width: 1280, height: 900 });
  const violations = await tab.evaluate(async (values) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${help} (${id}, ${nodes.length}): ${nodes[0].target.join(' ')}`);
  }, TAGS);
  results.check('axe', name, violations[0]);
} finally {
  await browser.close();
}
process.exit(results.print());
