// Says which rules of the stylesheets no page of some sites needs, and how much of what a page loads is for others.
//
//   node styles.mjs SITE [SITE ...]
//
// A rule is needed if a page that links its sheet has an element for it, with what the script adds and what a state makes of it
// (`:hover`, an order, an open menu) taken as given.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, chromiumPath } from './browser.mjs';
import { Results } from './results.mjs';
import { readSite } from './site.mjs';

/** What these sites have no content for, each with what it is for. */
const ELSEWHERE = {
  'a document': ['.broken', '.prose hr', '.prose .raw', '.prose .mid', '.alert.caution', '.alert.caution .alert-title', 'main a:not([href])'],
  'a logo': ['.top .logo'],
  'wide numbers beside an axis': ['svg.plot.gl5', 'svg.plot.gl6', 'svg.plot.gl7', 'svg.plot.gl8', 'svg.plot.gl9', 'svg.plot.gl10'],
  'risks of each level': ['.L', '.M', '.H', '.C', '.db .fL', '.db .fM', '.db .fH', '.db .fC', 'svg.plot path.aL', 'svg.plot path.aM', 'svg.plot path.aH', 'svg.plot path.aC'],
  'an earlier report': [/\.strip\b/, /\.changes/, '.found li > div:only-child', '.two > :only-child'],
  'a register cut into pages': ['.pager output'],
  'a reader who points at a chart': ['.tip b'],
  'a page that leads on to another': ['.start'],
  'what the search finds': [/\.finder/, /#search-here/],
};
const MOST_BYTES = 46_000; // of the stylesheets that a page links

const sites = process.argv.slice(2).map((folder) => readSite(resolve(folder)));
const results = new Results();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS, chromiumSandbox: process.getuid?.() !== 0 && !process.env.CI });
const needed = new Map();
try {
  const tab = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await tab.exposeFunction('sheet', (href) => readFileSync(fileURLToPath(href), 'utf8'));
  for (const page of sites.flatMap((site) => site.pages).filter((page) => !page.html.includes('http-equiv="refresh"'))) {
    await tab.goto(page.url, { waitUntil: 'load' });
    const { rules, bytes } = await tab.evaluate(looked);
    for (const [rule, isNeeded] of rules) needed.set(rule, isNeeded || needed.get(rule) === true);
    results.check('bytes', page.path, bytes > MOST_BYTES && `links ${bytes} bytes of stylesheets, more than ${MOST_BYTES}`);
  }
} finally {
  await browser.close();
}
const isElsewhere = (selector) => Object.values(ELSEWHERE).flat().some((known) => (known instanceof RegExp ? known.test(selector) : known === selector));
if (needed.size < 500) results.fail('rules', 'the sites', `link only ${needed.size} rules`);
for (const [rule, isNeeded] of needed) results.check('rules', rule, !isNeeded && !isElsewhere(rule.split(' | ')[1]) && 'is needed by no page');
process.exit(results.print());

/** Runs in the page: the rules of the product's sheets, and whether something is there for each. */
async function looked() {
  const STATES = /::[\w-]+(\([^)]*\))?|:(hover|focus-visible|focus|target|popover-open)\b|\[(aria-sort|aria-selected|open)[^\]]*\]/g;
  const parts = (list) => list.split(/,(?![^(]*\))/).map((selector) => selector.trim());
  const rules = [];
  let bytes = 0;
  const walk = (within, list) => {
    for (const rule of list) {
      if (!(rule instanceof CSSStyleRule)) {
        if (rule.cssRules) walk(rule.conditionText ?? within, rule.cssRules);
        continue;
      }
      for (const selector of parts(rule.selectorText)) {
        const plain = selector.replace(STATES, '').replace(/:not\(\)/g, '').trim().replace(/^(?=[>+~])/, '* ');
        rules.push([`${within} | ${selector}`, plain === '' || document.querySelector(plain.replace(/([>+~])\s*$/, '$1 *')) !== null]);
      }
    }
  };
  for (const { href } of document.querySelectorAll('link[rel="stylesheet"]')) {
    const name = href.split('/').pop().replace(/-\w+\.css$/, '');
    if (name === 'brand') continue;
    // On a file system a page may not read its own stylesheets.
    const text = await window.sheet(href);
    const copy = new CSSStyleSheet();
    copy.replaceSync(text);
    bytes += text.length;
    walk('', copy.cssRules);
  }
  return { rules, bytes };
}
