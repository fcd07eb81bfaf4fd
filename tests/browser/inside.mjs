// What runs in the page.

/** Lays out what the page leaves until a reader comes near, as if one had read it all. */
export function layOut() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('main > * { content-visibility: visible !important; }');
  document.adoptedStyleSheets.push(sheet);
}

/** What sticks out to the right, if the page scrolls sideways. */
export function widest() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return '';
  const right = (element) => element.getBoundingClientRect().right;
  const out = [...document.body.querySelectorAll('*')].filter((element) => right(element) > clientWidth + 0.5);
  const name = out.sort((a, b) => right(b) - right(a)).slice(0, 1).map((element) => `${element.localName}.${element.getAttribute('class') ?? ''}`);
  return `is ${scrollWidth - clientWidth} px too wide (${name.join('') || 'no element'})`;
}

/** Cells of tables whose words do not fit into them. */
export function cut() {
  const SLACK = 1; // px by which letters may lean out
  const isHidden = (cell) => [cell, cell.parentElement, cell.closest('thead')].some((part) => part && getComputedStyle(part).clipPath !== 'none');
  const cells = [...document.querySelectorAll('main :is(td, th)')].filter((cell) => cell.checkVisibility() && cell.clientWidth > 1 && !isHidden(cell));
  const cutCells = cells.filter((cell) => cell.scrollWidth > cell.clientWidth + SLACK);
  return cutCells.slice(0, 3).map((cell) => `“${cell.textContent.trim().slice(0, 40)}” is ${cell.scrollWidth - cell.clientWidth} px too wide for its cell`).join('; ');
}

/** Tables beside each other on a desk, or pictures on paper, of which a column is out of sight. */
export function hidden(which) {
  const SLACK = 1;
  const boxes = [...document.querySelectorAll(which)].filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + SLACK);
  return boxes.slice(0, 3).map((box) => `“${box.textContent.trim().slice(0, 30)}” has ${box.scrollWidth - box.clientWidth} px out of sight`).join('; ');
}

/** Texts of charts that lie on each other, or leave the panel that they stand in. */
export function labels() {
  const TOUCH = 1.5; // px by which boxes of letters may touch
  const found = [];
  const charts = [...document.querySelectorAll('svg')].filter((svg) => !svg.parentElement.closest('svg') && svg.querySelector('text'));
  for (const chart of charts) {
    const frame = chart.closest('.scroll, .panel')?.getBoundingClientRect();
    const texts = [...chart.querySelectorAll('text')].map((text) => ({ words: text.textContent.trim(), box: text.getBoundingClientRect() }));
    const seen = texts.filter(({ words, box }) => words && box.width > 0);
    for (const [at, a] of seen.entries()) {
      if (frame && (a.box.left < frame.left - TOUCH || a.box.right > frame.right + TOUCH)) found.push(`“${a.words}” is cut`);
      for (const b of seen.slice(at + 1)) {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > TOUCH && down > TOUCH + 2) found.push(`“${a.words}” lies on “${b.words}”`);
      }
    }
  }
  return found.slice(0, 3).join('; ');
}

/** Whether a script that is written into the page is kept from running. */
export function policy() {
  return new Promise((resolve) => {
    const done = (directive) => resolve(directive.startsWith('script-src') && window.ran !== true ? '' : 'a script written into the page is not kept from running');
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    setTimeout(() => done(''), 1000);
  });
}

/** Status in forced colours: a chip has an edge, since its ground is gone. */
export function edges() {
  const bare = [...document.querySelectorAll('.chip, .score')].find((chip) => chip.checkVisibility() && getComputedStyle(chip).borderTopStyle === 'none');
  return bare ? `“${bare.textContent.trim()}” has no edge` : '';
}

/** How many screens a page is long. */
export const screens = (height) => document.documentElement.scrollHeight / height;
