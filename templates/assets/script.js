// Everything can be read without this script: it sorts and filters tables, opens what an address points to, says the values of charts, and
// loads the search.
"use strict";

/** Compares texts by the order of the page's language, which takes a browser long to learn: only when somebody asks for it. */
let collator;
const compare = (a, b) => (collator ??= new Intl.Collator(document.documentElement.lang, { numeric: true })).compare(a, b);

/** The rows of a table that belong together: its bodies if it has several, else the rows of the only one. */
const records = (table) => {
  const many = table.tBodies.length > 1;
  return { parent: many ? table : table.tBodies[0], items: [...(many ? table.tBodies : table.tBodies[0].rows)] };
};

/** The cell of a record in a column. */
const cellOf = (record, column) => (record.rows?.[0] ?? record).cells[column];

/** What a record is sorted by: the exact value of a cell, or what it says. */
const sortKey = (record, column) => {
  const cell = cellOf(record, column);
  return cell?.dataset.v ?? cell?.textContent.trim() ?? "";
};

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** A script that is loaded when somebody asks for what it holds; works on a file system too. */
const load = (src) => new Promise((done, failed) => document.head.append(element("script", { src, onload: done, onerror: failed })));

/** All rows of a register that is cut into pages, in place of those of this page. */
const wholes = new WeakMap();
const whole = (table) => {
  const { rows, files } = table.parentNode.dataset;
  if (!rows) return Promise.resolve();
  if (!wholes.has(table)) wholes.set(table, loadWhole(table, rows, Number(files)));
  return wholes.get(table);
};
const loadWhole = async (table, rows, files) => {
  const told = table.closest("section").querySelector("nav.pager");
  told.replaceChildren(element("output", {}, table.parentNode.dataset.loading));
  try {
    await Promise.all(Array.from({ length: files }, (_, at) => load(`${rows}-${at + 1}.js`)));
  } catch {
    told.replaceChildren(element("output", {}, table.parentNode.dataset.failed));
    return;
  }
  const parsed = globalThis.alongsideRows.map((html) => new DOMParser().parseFromString(`<table>${html}</table>`, "text/html"));
  for (const body of [...table.tBodies]) body.remove();
  table.append(...parsed.flatMap((page) => [...page.querySelectorAll("tbody")]));
  told.remove();
};

/** Sorts upwards at first, then the other way round; what says nothing stays last. */
const sortBy = async (head, upwards = head.ariaSort !== "ascending") => {
  const table = head.closest("table");
  await whole(table);
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.ariaSort = upwards ? "ascending" : "descending";
  const { parent, items } = records(table);
  const keys = new Map(items.map((item) => [item, sortKey(item, head.cellIndex)]));
  const isNothing = (key) => key === "" || key === "–";
  const order = (a, b) => isNothing(a) - isNothing(b) || (upwards ? compare(a, b) : compare(b, a));
  parent.append(...items.sort((a, b) => order(keys.get(a), keys.get(b))));
};

for (const head of document.querySelectorAll("th[data-sort]")) {
  const button = element("button", { type: "button" }, ...head.childNodes);
  button.addEventListener("click", () => sortBy(head).then(() => views.get(head.closest("table"))?.tell()));
  head.append(button);
}

/** What a cell is filtered by: what it says of itself, else its chips, items or links, else its words. */
const groups = (cell) => {
  if (cell?.dataset.g) return [cell.dataset.g];
  const parts = [".chip", "li", "a"].map((part) => [...(cell?.querySelectorAll(part) ?? [])]).find((found) => found.length > 0);
  return (parts ?? [cell]).map((part) => part?.textContent.trim()).filter(Boolean);
};

/** Short tables are seen at a glance, and a choice of one or of very many is none. */
const [LEAST_RECORDS, LEAST_TO_SEARCH, LEAST_GROUPS, MOST_GROUPS] = [8, 20, 2, 40];

/** What was chosen of a register is in the address, so that it can be sent: `#view=t-risks&sort=-Score&q=late&is.Owner=Li Na`. */
const views = new Map();
const asked = () => new URLSearchParams(location.hash.slice(1));

/** The choices above a register: a search, and for each column that asks for it the groups of its cells, in the order of their scale. */
const filter = (table) => {
  const isCut = Boolean(table.parentNode.dataset.rows);
  if (records(table).items.length < LEAST_RECORDS) return;
  const words = document.getElementById("main").dataset;
  const search = element("input", { type: "search" });
  const fields = [{ input: search, name: words.search, key: "q", matches: (record, wanted) => record.textContent.toLowerCase().includes(wanted.toLowerCase()) }];
  const columns = [...table.tHead.querySelectorAll("[data-filter]")].map((head) => {
    const input = element("select", {}, element("option", { value: "" }, words.all));
    const name = head.textContent.trim();
    return { head, input, name, key: `is.${name}`, of: new Map(), matches: (record, wanted) => columns.find((column) => column.input === input).of.get(record)?.includes(wanted) };
  });
  const count = (column) => {
    const first = new Map();
    column.of = new Map(records(table).items.map((item) => [item, groups(cellOf(item, column.head.cellIndex))]));
    for (const [item, of] of column.of) {
      const key = cellOf(item, column.head.cellIndex)?.dataset.v ?? "";
      for (const group of of) if (!first.has(group) || compare(key, first.get(group)) < 0) first.set(group, key);
    }
    return first;
  };
  const offer = (column, first) => {
    const chosen = column.input.value;
    const all = [...first.keys()].sort((a, b) => compare(first.get(a), first.get(b)) || compare(a, b));
    column.input.replaceChildren(column.input.options[0], ...all.map((group) => element("option", { value: group }, group)));
    column.input.value = chosen;
  };
  for (const column of columns) {
    const first = count(column);
    if (!isCut && (first.size < LEAST_GROUPS || first.size > MOST_GROUPS)) continue;
    for (const group of first.keys()) column.input.append(element("option", { value: group }, group));
    fields.push(column);
  }
  if (fields.length === 1 && !isCut && records(table).items.length < LEAST_TO_SEARCH) return;
  const output = element("output", {});
  const reset = element("button", { type: "button", hidden: true }, words.show);
  const run = () => {
    const set = fields.filter(({ input }) => input.value.trim() !== "");
    const { items } = records(table);
    for (const item of items) item.hidden = !set.every(({ input, matches }) => matches(item, input.value.trim()));
    const shown = items.filter((item) => !item.hidden).length;
    output.textContent = set.length === 0 ? "" : words.count.replace("{n}", shown).replace("{all}", items.length);
    reset.hidden = set.length === 0;
  };
  const tell = () => {
    const head = table.tHead.querySelector("[aria-sort]");
    const view = new URLSearchParams();
    if (head) view.set("sort", (head.ariaSort === "descending" ? "-" : "") + head.textContent.trim());
    for (const { input, key } of fields) if (input.value.trim() !== "") view.set(key, input.value.trim());
    const hash = [...view].length === 0 ? "" : `#view=${table.caption.id}&${view}`;
    history.replaceState(history.state, "", hash || location.pathname + location.search);
  };
  const labels = fields.map(({ input, name }) => element("label", {}, name, input));
  const legend = element("legend", { className: "vh" }, `${words.filter}: ${table.caption.textContent}`);
  const box = element("fieldset", { className: "filter" }, legend, ...labels, output, reset);
  // The order of a language takes a browser long to learn, and the whole of a register long to load: only when somebody asks.
  let isReady;
  const ready = () => (isReady ??= whole(table).then(() => {
    for (const column of columns.filter((column) => fields.includes(column))) offer(column, count(column));
  }));
  box.addEventListener("input", () => ready().then(() => { run(); tell(); }));
  box.addEventListener("pointerenter", ready, { once: true });
  box.addEventListener("focusin", ready, { once: true });
  const showAll = () => {
    for (const { input } of fields) input.value = "";
    run();
  };
  reset.addEventListener("click", () => {
    showAll();
    tell();
    fields[0].input.focus();
  });
  const show = async () => {
    const view = asked();
    if (view.get("view") !== table.caption.id) {
      // What an address points to is never hidden.
      if (records(table).items.some((item) => item.hidden && item.id === target())) showAll();
      return;
    }
    await ready();
    for (const { input, key } of fields) input.value = view.get(key) ?? "";
    const sort = view.get("sort") ?? "";
    const head = [...table.tHead.querySelectorAll("[data-sort]")].find((head) => head.textContent.trim() === sort.replace(/^-/, ""));
    if (head) await sortBy(head, !sort.startsWith("-"));
    run();
    box.scrollIntoView();
  };
  table.parentNode.before(box);
  views.set(table, { tell, show });
};

/** The id that the address points to. */
const target = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};

for (const table of document.querySelectorAll("table.reg")) filter(table);
const showViews = () => views.forEach(({ show }) => show());
addEventListener("hashchange", showViews);
if (location.hash.startsWith("#view=")) showViews();

/**
 * Keeps what the address points to in sight until it rests: what stands above it is laid out only when the browser comes by, which
 * moves it. A reader who does something goes before.
 */
const keepInSight = (found) => {
  let isLeft = false;
  let last;
  let resting = 0;
  let left = 300; // frames, at most
  const leave = () => { isLeft = true; };
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, leave, { once: true, passive: true });
  const step = () => {
    if (isLeft || --left < 0) return;
    found.scrollIntoView();
    const { top } = found.getBoundingClientRect();
    resting = top === last ? resting + 1 : 0;
    last = top;
    if (resting < 10) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
};

/** Opens the details of what the address points to. */
const openTarget = () => {
  const found = document.getElementById(target());
  if (!found) return;
  for (const details of found.querySelectorAll("details")) details.open = true;
  for (let around = found.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  return found;
};
const showTarget = () => {
  const found = openTarget();
  if (found) keepInSight(found);
};
addEventListener("hashchange", showTarget);
// A page that is loaded again, or come back to, is where its reader was.
if (performance.getEntriesByType("navigation")[0]?.type === "navigate") showTarget();
else openTarget();

/** The values of a chart at a day, or at an amount, out of the table below it: by pointer, by touch, by the arrow keys. */
const values = (svg) => {
  const GAP = 10; // px between the line and what is said
  const table = svg.closest("figure")?.querySelector("details table");
  const { days: ofDays, amounts: ofAmounts } = svg.dataset;
  const [from, to] = (ofDays ?? ofAmounts).split("/").map(ofDays ? Date.parse : Number);
  const place = (row) => (ofDays ? Date.parse(row.querySelector("time")?.dateTime) : Number(row.cells[1].dataset.v ?? NaN));
  const placed = [...(table?.tBodies[0]?.rows ?? [])].map((row) => ({ row, at: place(row) }));
  const points = placed.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at);
  if (points.length < 2) return;
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const line = element("span", { className: "cross", hidden: true });
  const tip = element("div", { className: "tip", hidden: true, role: "status" });
  const box = svg.parentElement;
  box.classList.add("values");
  box.append(line, tip);
  let chosen = points.length - 1;
  const plot = () => {
    const [{ left, width, top, height }, { paddingLeft, paddingRight }] = [svg.getBoundingClientRect(), getComputedStyle(svg)];
    const start = left + parseFloat(paddingLeft);
    return { start, width: width - parseFloat(paddingLeft) - parseFloat(paddingRight), top, height };
  };
  const show = (nth) => {
    chosen = Math.min(Math.max(nth, 0), points.length - 1);
    const { row, at } = points[chosen];
    const [{ start, width, top, height }, around] = [plot(), box.getBoundingClientRect()];
    const x = start - around.left + (width * (at - from)) / (to - from || 1);
    const said = [...row.cells].map((cell, at) => [names[at], cell.textContent.trim()]).filter(([, value], at) => at > 0 && value !== "" && value !== "–");
    const head = row.cells[0].textContent.trim();
    tip.replaceChildren(element("b", {}, ofDays ? head : `${names[0]} ${head}`), ...said.map(([name, value]) => element("span", {}, `${name} `, element("b", {}, value))));
    line.hidden = tip.hidden = false;
    Object.assign(line.style, { left: `${x}px`, top: `${top - around.top}px`, height: `${height}px` });
    const isLeft = x > around.width / 2;
    Object.assign(tip.style, { left: `${Math.max(isLeft ? x - tip.offsetWidth - GAP : x + GAP, 0)}px`, top: line.style.top });
  };
  const hide = () => (line.hidden = tip.hidden = true);
  const point = ({ clientX }) => {
    const { start, width } = plot();
    const pointed = from + ((clientX - start) / width) * (to - from);
    const nearest = points.reduce((best, { at }, nth) => (Math.abs(at - pointed) < Math.abs(points[best].at - pointed) ? nth : best), 0);
    if (tip.hidden || nearest !== chosen) show(nearest);
  };
  const keys = { ArrowLeft: () => chosen - 1, ArrowRight: () => chosen + 1, Home: () => 0, End: () => points.length - 1 };
  // What the drawing says without a script would be said twice.
  for (const title of svg.querySelectorAll("title:not([id])")) title.remove();
  svg.setAttribute("tabindex", "0");
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("focus", () => svg.matches(":focus-visible") && show(chosen));
  svg.addEventListener("blur", hide);
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    if (!(event.key in keys)) return;
    event.preventDefault();
    show(keys[event.key]());
  });
};
for (const svg of document.querySelectorAll("svg[data-days], svg[data-amounts]")) values(svg);

/** What a drawing takes from the stylesheet, as attributes that it takes with it. */
const CARRIED = [
  "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity", "paint-order", "vector-effect",
  "font-family", "font-size", "font-weight", "text-anchor",
];
const SVG = "http://www.w3.org/2000/svg";

/** An element of a drawing. */
const drawn = (name, attributes, words = "") => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = words;
  return made;
};

/** A copy of a drawing that has its colours in itself. */
const carried = (svg) => {
  const copy = svg.cloneNode(true);
  const [from, to] = [svg, copy].map((of) => [of, ...of.querySelectorAll("*")]);
  from.forEach((part, at) => {
    const style = getComputedStyle(part);
    for (const name of CARRIED) to[at].setAttribute(name, style.getPropertyValue(name));
    to[at].removeAttribute("class");
  });
  return copy;
};

/** A chart as a file that stands alone: with its colours, its title and its margins, as large as it is seen. */
const standalone = (svg, title) => {
  const [MARGIN, ABOVE, BELOW] = [16, 40, 48];
  const copy = carried(svg);
  const { width, height } = svg.getBoundingClientRect();
  const { paddingLeft, paddingRight, marginTop } = getComputedStyle(svg);
  const [left, right, above] = [paddingLeft, paddingRight, marginTop].map(parseFloat);
  const place = { x: MARGIN + left, y: ABOVE + above, width: width - left - right, height, overflow: "visible" };
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, value);
  const size = { width: width + 2 * MARGIN, height: ABOVE + above + height + BELOW };
  const whole = drawn("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  const panel = getComputedStyle(svg.closest(".panel") ?? document.body);
  const words = { x: MARGIN, y: MARGIN + 12, fill: panel.color, "font-family": panel.fontFamily, "font-size": 15, "font-weight": 650 };
  whole.append(drawn("rect", { width: "100%", height: "100%", fill: panel.backgroundColor }), drawn("text", words, title), copy);
  return new XMLSerializer().serializeToString(whole);
};

/** A table with drawings in its rows as a file that stands alone: its words where they stand, its drawings with their colours. */
const standaloneTable = (table, title) => {
  const [MARGIN, ABOVE, RISE] = [16, 48, 0.8];
  const origin = table.getBoundingClientRect();
  const panel = getComputedStyle(table.closest(".panel"));
  const size = { width: origin.width + 2 * MARGIN, height: ABOVE + origin.height + MARGIN };
  const whole = drawn("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  const words = { x: MARGIN, y: MARGIN + 12, fill: panel.color, "font-family": panel.fontFamily, "font-size": 15, "font-weight": 650 };
  whole.append(drawn("rect", { width: "100%", height: "100%", fill: panel.backgroundColor }), drawn("text", words, title));
  const placed = ({ left, top }) => ({ x: MARGIN + left - origin.left, y: ABOVE + top - origin.top });
  for (const svg of table.querySelectorAll("svg")) {
    if (svg.parentElement.closest("svg") || !svg.checkVisibility()) continue;
    const { width, height } = svg.getBoundingClientRect();
    const copy = carried(svg);
    for (const [name, value] of Object.entries({ ...placed(svg.getBoundingClientRect()), width, height })) copy.setAttribute(name, value);
    // What a drawing uses lies elsewhere on the page.
    for (const use of copy.querySelectorAll("use")) use.replaceWith(...[...document.querySelector(use.getAttribute("href")).children].map(carried));
    whole.append(copy);
  }
  const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT, (text) => (text.data.trim() && !text.parentElement.closest("svg, .vh") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT));
  while (texts.nextNode()) {
    const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(texts.currentNode.parentElement);
    for (const { line, box } of linesOf(texts.currentNode)) {
      const { x, y } = placed(box);
      const look = { x, y: y + box.height * RISE, fill: color, "font-family": fontFamily, "font-size": parseFloat(fontSize), "font-weight": fontWeight };
      whole.append(drawn("text", look, line));
    }
  }
  return new XMLSerializer().serializeToString(whole);
};

/** The lines into which a text is broken on the page, each with its place. */
const linesOf = (text) => {
  const lines = [];
  const range = document.createRange();
  for (let at = 0; at < text.length; at += 1) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < box.height / 2) last.line += text.data[at];
    else lines.push({ line: text.data[at], box });
  }
  return lines;
};

/** The rows of a table as CSV, exact where a cell has an exact value; a spreadsheet takes none for a formula. */
const csvOf = (table) => {
  const isFormula = (text) => /^[=+\-@\t\r＝＋－＠]/.test(text) && Number.isNaN(Number(text));
  const plain = (text) => (isFormula(text) ? `'${text}` : text);
  const quoted = (text) => (/[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const said = (cell) => cell.querySelector("time")?.dateTime ?? cell.dataset.v ?? cell.textContent.trim();
  return `\ufeff${[...table.rows].map((row) => [...row.cells].map((cell) => quoted(plain(said(cell)))).join()).join("\n")}\n`;
};

/** A link that gives a file which is made when somebody asks for it. */
const giving = (words, name, type, make) => {
  const link = element("a", { href: "#", download: name }, words);
  link.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([make()], { type }));
    link.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  return link;
};

/** What can be done with a chart: its address, its drawing and its numbers to take along. */
const tools = (figure) => {
  const { copy, copied } = document.getElementById("main").dataset;
  const heading = figure.querySelector("figcaption [id]");
  const [svg, picture, table] = ["svg.plot", "table.drawn", "details table, table.drawn"].map((what) => figure.querySelector(what));
  if (!heading || !(svg || picture) || !copy) return;
  const address = `#${encodeURIComponent(heading.id)}`;
  const link = element("a", { href: address }, copy);
  link.addEventListener("click", () => {
    const url = new URL(address, location.href).href;
    navigator.clipboard?.writeText(url).then(() => {
      link.textContent = copied;
      setTimeout(() => (link.textContent = copy), 2000);
    }, () => {});
  });
  const title = heading.textContent.trim();
  const made = [link, giving("SVG", `${heading.id}.svg`, "image/svg+xml", () => (svg ? standalone(svg, title) : standaloneTable(picture, title)))];
  if (table && !figure.querySelector("a[download]")) made.push(giving("CSV", `${heading.id}.csv`, "text/csv", () => csvOf(table)));
  figure.append(element("p", { className: "links tools" }, ...made));
};
for (const figure of document.querySelectorAll("figure.panel")) tools(figure);

/** The search is loaded when somebody asks for it; without it, its page is an index. */
const finder = document.querySelector("a.find");
let search;
const loaded = () => (search ??= load(finder.dataset.script));
const openSearch = () => {
  const here = document.getElementById("find-text");
  if (here && !here.closest("dialog")) return here.focus();
  loaded().then(() => alongsideSearch.open()).catch(() => location.assign(finder.href));
};
finder?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  openSearch();
});
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, select, textarea, [contenteditable]");
  const isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
  const isK = event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!finder || !(isSlash || isK)) return;
  event.preventDefault();
  openSearch();
});
/** Slides are leafed through by keys; one that is longer than the screen is read to its end first. */
const slides = [...document.querySelectorAll(".slide")];
const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
const leaf = (event) => {
  const isUsed = event.target.closest?.("a, button, summary, input, dialog") && event.key === " ";
  const step = (STEPS[event.key] ?? 0) * (event.shiftKey ? -1 : 1);
  const end = { Home: 0, End: slides.length - 1 }[event.key];
  if (isUsed || (!step && end === undefined) || event.ctrlKey || event.metaKey || event.altKey) return;
  const now = Math.max(0, slides.findLastIndex((slide) => slide.getBoundingClientRect().top < innerHeight / 2));
  const { top, bottom } = slides[now].getBoundingClientRect();
  const isCut = step > 0 ? bottom > innerHeight + 8 : top < 0;
  if (step && isCut && !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  slides[Math.min(Math.max(end ?? now + step, 0), slides.length - 1)].scrollIntoView();
};
if (slides.length) addEventListener("keydown", leaf);
const place = document.getElementById("search-here");
if (place) loaded().then(() => alongsideSearch.mount(place));
