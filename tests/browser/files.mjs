// What can be seen without a browser: that every link and anchor leads somewhere, that nothing comes from elsewhere, and that every
// page can be reached and has the policy that keeps it so.

import { posix } from 'node:path';

const ATTRIBUTE = /\s(href|src|id|style|on[a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const TAG = /<[a-z][a-z0-9-]*(?:\s(?:"[^"]*"|'[^']*'|[^"'>])*)?>/gi;
const POLICY = /<meta http-equiv="Content-Security-Policy" content="default-src 'none';/;

export function checkFiles(site, results) {
  const read = new Map(site.pages.map((page) => [page.path, attributes(page.html)]));
  const reached = new Set(['index.html']);
  for (const page of site.pages) {
    const own = read.get(page.path);
    for (const link of own.links) {
      const { target, what } = follow(page.path, link, site, read);
      if (target && target !== page.path) reached.add(target);
      results.check('link', page.path, what);
    }
    const twice = own.ids.find((id, index) => own.ids.indexOf(id) !== index);
    results.check('id', page.path, twice && `#${twice} is there twice`);
    results.check('inline', page.path, own.inline[0] && `has ${own.inline[0]}=`);
    results.check('policy', page.path, !POLICY.test(page.html) && 'has no Content-Security-Policy that begins with default-src');
    results.check('language', page.path, !/<html lang="[a-zA-Z-]+"/.test(page.html) && 'has no lang');
  }
  for (const page of site.pages) results.check('reachable', page.path, !reached.has(page.path) && 'no page links to it');
}

function attributes(html) {
  const found = { links: [], ids: [], inline: [] };
  for (const [tag] of html.replace(/<!--.*?-->/gs, '').matchAll(TAG)) {
    for (const [, name, double, single] of tag.matchAll(ATTRIBUTE)) {
      const value = decoded(double ?? single);
      const key = name.toLowerCase();
      if (key === 'id') found.ids.push(value);
      else if (key === 'href' || key === 'src') found.links.push(value);
      else found.inline.push(key);
    }
  }
  return found;
}

function decoded(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : named[name] ?? whole;
  });
}

/** Where a link leads within the site, and what is wrong with it. */
function follow(from, link, site, read) {
  if (/^(https?|mailto|tel):/i.test(link)) return {};
  if (/^[a-z][a-z0-9+.-]*:|^\//i.test(link)) return { what: `${link} is not relative` };
  let path, anchor;
  try {
    const [address, fragment = ''] = link.split('#');
    path = decodeURIComponent(address.split('?')[0]);
    anchor = decodeURIComponent(fragment);
  } catch {
    return { what: `${link} is not well encoded` };
  }
  const target = path === '' ? from : posix.join(posix.dirname(from), path);
  if (!site.files.has(target)) return { what: `${link} leads nowhere` };
  const ids = read.get(target)?.ids;
  const isMissing = anchor !== '' && ids && !ids.includes(anchor);
  return { target, what: isMissing && `${link}: the page has no #${anchor}` };
}
