// The files of a site and the kinds of its pages.

import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Reads a folder: `{ folder, url, files, pages: [{ path, kind, html, url, isFirst, isOriginal }] }`, all in order of their paths. */
export function readSite(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const parents = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const files = parents.map((path) => path.slice(folder.length + 1).split(sep).join('/')).sort();
  const seen = new Set();
  const original = files.includes('en/index.html') ? 'en' : 'zh-CN';
  const pages = files.filter((path) => path.endsWith('.html')).map((path) => {
    const kind = kindOf(path);
    const isFirst = !seen.has(kind);
    seen.add(kind);
    const url = pathToFileURL(join(folder, path)).href;
    return { path, kind, isFirst, isOriginal: path.split('/')[0] === original, html: readFileSync(join(folder, path), 'utf8'), url };
  });
  return { folder, url: `${pathToFileURL(folder).href}/`, files: new Set(files), pages };
}

/** Pages in one folder are of one kind, but for the ones at the top of a language: `en/kpis/x.html` → `en-kpis`. */
function kindOf(path) {
  const parts = path.replace(/\.html$/, '').split('/');
  const isInFolder = parts.length > 2 && parts.at(-1) !== 'index';
  return (isInFolder ? parts.slice(0, -1) : parts).join('-');
}

/** At most so many pages of each kind: half of them the first ones, the others the heaviest; in the order that they had. */
export function sampled(pages, most) {
  const kinds = new Map();
  for (const page of pages) kinds.set(page.kind, kinds.get(page.kind) ?? []).get(page.kind).push(page);
  const chosen = new Set();
  for (const of of kinds.values()) {
    const heaviest = [...of].sort((a, b) => b.html.length - a.html.length);
    const first = of.slice(0, Math.ceil(most / 2));
    for (const page of [...first, ...heaviest.filter((page) => !first.includes(page))].slice(0, most)) chosen.add(page);
  }
  return pages.filter((page) => chosen.has(page));
}
