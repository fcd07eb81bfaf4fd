// How registers are sorted and filtered by keyboard, and what pages are on paper.

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { edges, hidden, layOut, screens, widest } from './inside.mjs';

const PRINTED = ['index', 'goals', 'risk', 'calendar', 'plan', 'schedule'];
const PICTURE_ATTEMPTS = 3;
const PAPER = 718; // px between the margins of A4
/** So many sheets of A4 at most. */
const MOST_SHEETS = { plan: 3, schedule: 3, '': 12 };
const LEAST_RECORDS = 8; // as the script has it
const MOST_RECORDS = 100; // of a page that is to be short

/** Sorts, searches and chooses in the first register that has a filter, without a mouse. */
export async function checkKeyboard(tab, page, results) {
  await tab.goto(page.url);
  await tab.evaluate(layOut);
  const register = tab.locator('table.reg').filter({ has: tab.locator('thead [data-filter]') }).first();
  const box = tab.locator('fieldset.filter').first();
  // A folder without such records has no such register, and one with few a register that is seen at a glance.
  if ((await register.count()) === 0 || (await register.locator('tbody').count()) < LEAST_RECORDS) return;
  if ((await box.count()) === 0) return results.fail('keyboard', page.path, 'a register with columns to filter by has no filter');
  const rows = () => register.locator('tbody:visible').count();
  const head = register.locator('th[data-sort]').first();
  const first = () => register.locator('tbody').first().innerText();
  const before = await first();

  await head.locator('button').focus();
  await tab.keyboard.press('Enter');
  results.check('keyboard', page.path, (await head.getAttribute('aria-sort')) !== 'ascending' && 'Enter does not sort');
  await tab.keyboard.press('Space');
  results.check('keyboard', page.path, (await head.getAttribute('aria-sort')) !== 'descending' && 'Space does not turn the order round');
  results.check('keyboard', page.path, before === '' && 'the first row says nothing');

  const all = await rows();
  await box.locator('input[type=search]').focus();
  await tab.keyboard.type('zzzz');
  results.check('keyboard', page.path, (await rows()) !== 0 && 'a search for nothing finds something');
  results.check('keyboard', page.path, !/\b0\b|0项/.test(await box.locator('output').innerText()) && 'the count is not told');
  await tab.keyboard.press('Control+A');
  await tab.keyboard.press('Delete');
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('ArrowDown');
  const some = await rows();
  results.check('keyboard', page.path, !(some > 0 && some < all) && `a choice shows ${some} of ${all}`);
  const reset = box.locator('button');
  await reset.focus();
  await tab.keyboard.press('Enter');
  results.check('keyboard', page.path, (await rows()) !== all && 'not all rows come back');
}

/** On a phone the rest of a row comes with its details, without a script. */
export async function checkFolded(bare, page, results) {
  await bare.setViewportSize({ width: 390, height: 844 });
  await bare.goto(page.url);
  const row = bare.locator('table.reg tbody:has(.rest[data-l]):has(details)').first();
  if ((await row.count()) === 0) return;
  const rest = row.locator('.rest[data-l]').first();
  results.check('folded', page.path, (await rest.isVisible()) && 'a long register shows all of a row');
  await row.locator('summary').click();
  results.check('folded', page.path, !(await rest.isVisible()) && 'the details of a row do not show the rest of it');
}

/** An address with a row shows that row, marked. */
export async function checkTarget(tab, page, results) {
  const row = tab.locator('table.reg tbody[id]').last();
  if ((await row.count()) === 0) return;
  const id = await row.getAttribute('id');
  await tab.goto('about:blank'); // else only the place in the same page changes
  await tab.goto(`${page.url}#${encodeURIComponent(id)}`);
  // What stands above the row is laid out only when the browser comes by, and may move it for a moment.
  const isInSight = (id) => {
    const top = document.getElementById(id).getBoundingClientRect().top - document.querySelector('header.top').getBoundingClientRect().bottom;
    return top >= 0 && top <= innerHeight;
  };
  let isSeen = await tab.evaluate(isInSight, id);
  for (let tries = 0; !isSeen && tries < 50; tries++) {
    await tab.waitForTimeout(100);
    isSeen = await tab.evaluate(isInSight, id);
  }
  results.check('row', page.path, !isSeen && `#${id} is out of sight`);
  const outline = await tab.evaluate((id) => getComputedStyle(document.getElementById(id)).outlineStyle, id);
  results.check('row', page.path, outline === 'none' && `#${id} is not marked`);
}

/** On a desk, the first of what moved stands in the calendar with all that hangs on it before anybody scrolls. */
export async function checkHanging(tab, page, results) {
  await tab.setViewportSize({ width: 1280, height: 800 });
  await tab.goto(page.url);
  const bottom = await tab.evaluate(() => document.querySelector('#hanging tbody tr')?.getBoundingClientRect().bottom ?? 0);
  results.check('hanging', page.path, bottom > 800 && `what hangs on the first milestone ends at ${Math.round(bottom)} px of 800`);
}

/** A page is read on Monday, not scrolled; slides, what people wrote, and registers with very many rows are as long as they are. */
export async function checkLength(tab, page, results) {
  if (/\/(documents|meetings)\/|\/slides\.html$/.test(page.path)) return;
  await tab.goto(page.url);
  if ((await tab.locator('table.reg tbody').count()) > MOST_RECORDS) return;
  await tab.evaluate(layOut);
  for (const [width, height, most] of [[1280, 800, 6], [390, 844, 9]]) {
    await tab.setViewportSize({ width, height });
    const length = await tab.evaluate(screens, height);
    results.check('length', page.path, length > most && `has ${length.toFixed(1)} screens of ${width}×${height}, more than ${most}`);
  }
}

/** A page loads at once: the overview and the others have at most so many bytes, of a very large folder somewhat more. */
export function checkWeight(page, results, isLarge) {
  const others = isLarge ? 160_000 : 120_000;
  const [most, bytes] = [page.path.endsWith('/index.html') ? 40_000 : others, Buffer.byteLength(page.html)];
  results.check('weight', page.path, bytes > most && `has ${bytes} bytes, more than ${most}`);
}

/** On paper nothing is wider than the sheet, and the frame is gone. */
export async function checkPrint(tab, page, results, screenshots, isLarge) {
  await tab.goto(page.url);
  await tab.emulateMedia({ media: 'print', colorScheme: 'light' });
  await tab.setViewportSize({ width: PAPER, height: 1000 });
  results.check('print', page.path, await tab.evaluate(widest));
  results.check('print', page.path, await tab.evaluate(hidden, '.scroll:has(> .drawn)'));
  results.check('print', page.path, (await tab.locator('header.top').isVisible()) && 'shows the bar at the top');
  const pdf = await tab.pdf({ format: 'A4', printBackground: true, path: join(screenshots, `${page.kind}.pdf`) });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const most = isLarge ? Infinity : (MOST_SHEETS[page.path.replace(/^.*\/|\.html$/g, '')] ?? MOST_SHEETS['']);
  results.check('print', page.path, (sheets === 0 || sheets > most) && `takes ${sheets} sheets, more than ${most}`);
  writeFileSync(join(screenshots, `${page.kind}.sheets`), String(sheets));
  await tab.emulateMedia({ media: 'screen' });
}

/** The report for the steering committee is one sheet, and each slide has one. */
export async function checkSheets(tab, page, results) {
  await tab.goto(page.url);
  // A page that was printed before in this tab left it at the medium of screens.
  await tab.emulateMedia({ media: null });
  const slides = await tab.locator('.slide').count();
  if (slides > 0) await checkSlides(tab, page, results, slides);
  const pdf = await tab.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  results.check('sheets', page.path, sheets !== (slides || 1) && `takes ${sheets} sheets, not ${slides || 1}`);
}

/** Keys lead from slide to slide. */
async function checkSlides(tab, page, results, count) {
  const seen = () => tab.evaluate(() => [...document.querySelectorAll('.slide')].findLastIndex((slide) => slide.getBoundingClientRect().top < innerHeight / 2));
  for (const [key, wanted] of [['ArrowRight', Math.min(1, count - 1)], ['ArrowLeft', 0], ['End', count - 1], ['Home', 0]]) {
    await tab.keyboard.press(key);
    const at = await seen();
    results.check('slides', page.path, at !== wanted && `${key} leads to slide ${at + 1}, not ${wanted + 1}`);
  }
}

/** Where the system decides on colours, status keeps its edge and its sign. */
export async function checkForced(tab, page, results, screenshots) {
  await tab.goto(page.url);
  await tab.evaluate(layOut);
  await tab.emulateMedia({ forcedColors: 'active' });
  results.check('forced colours', page.path, await tab.evaluate(edges));
  await takePicture(tab, { path: join(screenshots, `${page.kind}-forced.png`) }, results);
  await tab.emulateMedia({ forcedColors: 'none' });
}

/** Pictures are kept for people to look at; no check rests on one. A busy browser sometimes gives no frame in time, so it is asked again,
 * and a picture that cannot be had is said. */
export async function takePicture(tab, options, results) {
  for (let attempt = 0; attempt < PICTURE_ATTEMPTS; attempt += 1) {
    try {
      await tab.screenshot(options);
      return;
    } catch (error) {
      if (error.name !== 'TimeoutError') throw error;
      await tab.bringToFront();
    }
  }
  results.note(`no picture of ${tab.url()}: the browser gave no frame in ${PICTURE_ATTEMPTS} attempts`);
}

/** The pages of which each sheet is counted. */
export const isSheet = (page) => /\/(steering|slides)\.html$/.test(page.path);

/** The pages that are printed and driven by keyboard. */
export const isPrinted = (page) => PRINTED.some((name) => page.path.endsWith(`/${name}.html`));

/** The search opens by its key, finds by keyboard, and loads little. */
export async function checkSearch(tab, page, results, accessible) {
  const MOST_BYTES = 300_000;
  await tab.goto(page.url);
  let bytes = 0;
  const count = (request) => /\/search\//.test(request.url()) && (bytes += statSync(fileURLToPath(request.url().replace(/\?.*/, ''))).size);
  tab.on('request', count);
  const word = ((await tab.locator('h1').first().innerText()).match(/[\u3400-\u9fff]{2}|[A-Za-z]{4,}/u) ?? ['a'])[0];
  await tab.keyboard.press('/');
  const field = tab.locator('dialog.finder input');
  await field.waitFor();
  await field.fill(word);
  const options = tab.locator('dialog.finder [role=option]');
  await options.first().waitFor({ timeout: 5000 }).catch(() => results.fail('search', page.path, `finds nothing for “${word}”`));
  results.check('search', page.path, bytes > MOST_BYTES && `loads ${bytes} bytes for “${word}”`);
  results.check('search', page.path, (await options.first().getAttribute('aria-selected')) !== 'true' && 'chooses nothing');
  await accessible(tab, 'search');
  const href = await options.first().getAttribute('data-href');
  await field.press('Enter');
  await tab.waitForURL(href, { timeout: 5000 }).catch(() => results.fail('search', page.path, `Enter does not open ${href}`));
  await tab.keyboard.press('Control+k');
  await tab.locator('dialog.finder input').waitFor();
  await tab.keyboard.press('Escape');
  results.check('search', page.path, (await tab.locator('dialog.finder').isVisible()) && 'Escape does not close');
  tab.off('request', count);
}

/** A view of a table is in its address, and comes back from it. */
export async function checkView(tab, page, results) {
  await tab.goto(page.url);
  const table = tab.locator('fieldset.filter + .scroll table.reg').first();
  if ((await table.count()) === 0) return;
  await tab.locator('fieldset.filter input[type=search]').first().fill('1');
  const first = table.locator('th[data-sort] button').first();
  await first.click();
  await first.click();
  await tab.waitForFunction(() => location.hash.includes('sort=-'), null, { timeout: 5000 }).catch(() => results.fail('view', page.path, 'the address does not tell what was chosen'));
  const rows = () => table.locator('tbody:visible').allTextContents();
  const before = await rows();
  const address = tab.url();
  await tab.goto('about:blank');
  await tab.goto(address);
  await tab.waitForTimeout(300);
  results.check('view', page.path, (await rows()).join() !== before.join() && `${address} does not show the same again`);
}

/** A chart can be taken along: its drawing with its colours, its numbers, and a link that leads to it. */
export async function checkTools(tab, page, results) {
  await tab.goto(page.url);
  for (const what of ['svg.plot', 'table.drawn']) await checkToolsOf(tab, page, results, what);
}

async function checkToolsOf(tab, page, results, what) {
  const tools = tab.locator(`figure.panel:has(${what}) p.tools`).first();
  if ((await tools.count()) === 0) return results.check('tools', page.path, (await tab.locator(`figure.panel ${what}`).count()) > 0 && `${what} has no tools`);
  const taken = async (words) => {
    const link = tools.locator('a', { hasText: words });
    if ((await link.count()) === 0) return undefined;
    const [download] = await Promise.all([tab.waitForEvent('download', { timeout: 5000 }), link.click()]);
    return readFileSync(await download.path(), 'utf8');
  };
  const drawing = await taken('SVG');
  const isWhole = /^<svg [^>]*xmlns=/.test(drawing) && /fill="rgb/.test(drawing) && /<text/.test(drawing) && !/class=|var\(|href="#/.test(drawing);
  results.check('tools', page.path, !isWhole && `the drawing is not whole: ${String(drawing).slice(0, 120)}`);
  const numbers = await taken('CSV');
  results.check('tools', page.path, numbers !== undefined && numbers.trim().split('\n').length < 2 && 'the numbers are none');
  const address = await tools.locator('a').first().getAttribute('href');
  const leads = await tab.evaluate((id) => Boolean(document.getElementById(decodeURIComponent(id.slice(1)))?.closest('figure')), address);
  results.check('tools', page.path, !leads && `${address} leads to no chart`);
}

/** A chart says its values at a day, or at an amount, by the keys, and by the pointer. */
export async function checkValues(tab, page, results) {
  await tab.goto(page.url);
  for (const scale of ['days', 'amounts']) await checkValuesOver(tab, page, results, scale);
  const silent = await tab.evaluate(() => [...document.querySelectorAll('figure svg.plot.full')].filter((svg) => !svg.closest('.values')).map((svg) => svg.getAttribute('aria-labelledby')));
  results.check('values', page.path, silent.length > 0 && `${silent.join()} says no values`);
}

async function checkValuesOver(tab, page, results, scale) {
  const chart = tab.locator(`.values svg[data-${scale}]`).first();
  if ((await chart.count()) === 0) return;
  const newest = await chart.evaluate((svg, scale) => {
    const rows = [...svg.closest('figure').querySelector('details table').tBodies[0].rows];
    const place = (row) => (scale === 'days' ? Date.parse(row.querySelector('time')?.dateTime) : Number(row.cells[1].dataset.v));
    const to = svg.dataset[scale].split('/').map(scale === 'days' ? Date.parse : Number)[1];
    const within = rows.filter((row) => place(row) <= to);
    return within.reduce((last, row) => (place(row) >= place(last) ? row : last)).cells[1].textContent.trim();
  }, scale);
  const tip = tab.locator('.values', { has: tab.locator(`svg[data-${scale}]`) }).locator('.tip').first();
  await chart.focus();
  await tab.keyboard.press('End');
  results.check('values', page.path, !(await tip.innerText()).includes(newest) && `the last value is ${newest}, not “${await tip.innerText()}”`);
  const last = await tip.innerText();
  await tab.keyboard.press('ArrowLeft');
  results.check('values', page.path, (await tip.innerText()) === last && 'an arrow does not go to another day');
  await tab.keyboard.press('Escape');
  results.check('values', page.path, (await tip.isVisible()) && 'Escape does not hide them');
  await chart.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await chart.boundingBox();
  await tab.mouse.move(x + width - 2, y + height / 2);
  results.check('values', page.path, !(await tip.isVisible()) && 'the pointer shows none');
}
