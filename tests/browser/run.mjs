// Opens every page of a built site, from its files, and says what is wrong with it.
//
//   node run.mjs [--sample=N] [SITE] [SCREENSHOTS] [PAGES]      PAGES: a pattern of paths that the browser opens, all unless given
//
// With `--sample` at most N pages of each kind are looked at, the first ones and the heaviest: a site of 10,000 records has thousands.
// Their length and their sheets of paper are not counted then, for they hold what people have written.
// What needs no browser is checked first, for every page: links, anchors, ids, the policy. Then the browser opens every page once, at
// three widths, in the light and in the dark. One page of each kind is looked at more closely, and its pictures are kept.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkInBrowser } from './browser.mjs';
import { checkFiles } from './files.mjs';
import { checkMarkup } from './markup.mjs';
import { Results } from './results.mjs';
import { readSite, sampled } from './site.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({ options: { sample: { type: 'string' } }, allowPositionals: true });
const most = values.sample === undefined ? Infinity : Number(values.sample);
const folder = resolve(positionals[0] ?? `${top}/target/site`);
const screenshots = resolve(positionals[1] ?? `${top}/target/screenshots`);

if (!existsSync(folder)) {
  console.error(`There is no site at ${folder}. Build one first: alongside build example-project -o ${folder}`);
  process.exit(2);
}

const results = new Results();
const site = readSite(folder);
if (site.pages.length === 0) results.fail('site', folder, 'holds no page');
checkFiles(site, results);
site.pages = sampled(site.pages, most);
site.isSampled = values.sample !== undefined;
await checkMarkup(site, results);
const asked = new RegExp(positionals[2] ?? '');
site.pages = site.pages.filter((page) => asked.test(page.path));
await checkInBrowser(site, results, screenshots);
process.exit(results.print());
