// Opens every page of a built site, from its files, and says what is wrong with it.
//
//   node run.mjs [SITE] [SCREENSHOTS] [PAGES]      PAGES: a pattern of paths that the browser opens, all unless given
//
// What needs no browser is checked first, for every page: links, anchors, ids, the policy. Then the browser opens every page once, at
// three widths, in the light and in the dark. One page of each kind is looked at more closely, and its pictures are kept.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkInBrowser } from './browser.mjs';
import { checkFiles } from './files.mjs';
import { checkMarkup } from './markup.mjs';
import { Results } from './results.mjs';
import { readSite } from './site.mjs';

const top = fileURLToPath(new URL('../..', import.meta.url));
const folder = resolve(process.argv[2] ?? `${top}/target/site`);
const screenshots = resolve(process.argv[3] ?? `${top}/target/screenshots`);

if (!existsSync(folder)) {
  console.error(`There is no site at ${folder}. Build one first: alongside build example-project -o ${folder}`);
  process.exit(2);
}

const results = new Results();
const site = readSite(folder);
if (site.pages.length === 0) results.fail('site', folder, 'holds no page');
checkFiles(site, results);
await checkMarkup(site, results);
const asked = new RegExp(process.argv[4] ?? '');
site.pages = site.pages.filter((page) => asked.test(page.path));
await checkInBrowser(site, results, screenshots);
process.exit(results.print());
