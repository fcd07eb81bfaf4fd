// The rules of HTML, on every page: html-validate, and the checker of the W3C, which needs Java.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const MOST_BYTES = 64_000_000;
/** What 'self' of a policy means is not told of a file. */
const OF_FILES = /^Resource violates Content Security Policy/;

export async function checkMarkup(site, results) {
  await Promise.all([validate(site, results), checkByW3c(site, results)]);
}

async function validate(site, results) {
  // HTML allows ids that begin with a digit; those of a document's headings are what GitHub makes of them.
  const rules = { 'valid-id': ['error', { relaxed: true }] };
  const validator = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:recommended'], rules }));
  for (const page of site.pages) {
    const report = await validator.validateString(page.html);
    const messages = report.results.flatMap((result) => result.messages);
    for (const { line, column, ruleId, message } of messages) results.fail('markup', `${page.path}:${line}:${column}`, `${message} (${ruleId})`);
    if (messages.length === 0) results.check('markup', page.path, '');
  }
}

async function checkByW3c(site, results) {
  const run = promisify(execFile);
  const hasJava = await run('java', ['-version']).then(() => true, () => false);
  if (!hasJava) return results.note('the checker of the W3C was not asked: there is no Java');
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  // A command can name only so many pages; where all are looked at it is the folder.
  const isWhole = site.pages.length === [...site.files].filter((path) => path.endsWith('.html')).length;
  const what = isWhole ? [site.folder] : site.pages.map((page) => `${site.folder}/${page.path}`);
  const asked = run('java', ['-Xss4m', '-jar', jar, '--skip-non-html', '--format', 'json', '--exit-zero-always', ...what], { maxBuffer: MOST_BYTES });
  const { messages } = JSON.parse((await asked).stderr);
  const found = messages.filter(({ message }) => !OF_FILES.test(message));
  for (const { url, lastLine, message } of found) results.fail('w3c', `${decodeURIComponent(new URL(url).pathname).slice(site.folder.length + 1)}:${lastLine}`, message);
  if (found.length === 0) results.check('w3c', site.folder, '');
}
