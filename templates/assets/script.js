// Everything can be read without this script: it sorts and filters tables and opens what an address points to.
"use strict";

/** Compares texts by the order of the page's language, which takes a browser long to learn: only when somebody asks for it. */
let collator;
const compare = (a, b) => (collator ??= new Intl.Collator(document.documentElement.lang, { numeric: true })).compare(a, b);

/** The rows of a table that belong together: its bodies if it has several, else the rows of the only one. */
const records = (table) => {
  const many = table.tBodies.length > 1;
  return { parent: many ? table : table.tBodies[0], items: [...(many ? table.tBodies : table.tBodies[0].rows)] };
};

/** What a record is sorted by: the exact value of a cell, or what it says. */
const sortKey = (record, column) => {
  const cell = (record.rows?.[0] ?? record).cells[column];
  return cell?.dataset.v ?? cell?.textContent.trim() ?? "";
};

const sortBy = (head) => {
  const upwards = head.ariaSort === "descending";
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.ariaSort = upwards ? "ascending" : "descending";
  const { parent, items } = records(head.closest("table"));
  items.sort((a, b) => compare(sortKey(a, head.cellIndex), sortKey(b, head.cellIndex)));
  parent.append(...(upwards ? items : items.reverse()));
};

for (const head of document.querySelectorAll("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sortBy(head));
  head.append(button);
}

/** What a cell is filtered by: what it says of itself, else its chips, items or links, else its words. */
const groups = (cell) => {
  if (cell?.dataset.g) return [cell.dataset.g];
  const parts = [".chip", "li", "a"].map((part) => [...(cell?.querySelectorAll(part) ?? [])]).find((found) => found.length > 0);
  return (parts ?? [cell]).map((part) => part?.textContent.trim()).filter(Boolean);
};

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** Short tables are seen at a glance, and a choice of one or of very many is none. */
const [LEAST_RECORDS, LEAST_TO_SEARCH, LEAST_GROUPS, MOST_GROUPS] = [8, 20, 2, 40];

/** The choices above a register: a search, and for each column that asks for it the groups of its cells. */
const filter = (table) => {
  const { items } = records(table);
  if (items.length < LEAST_RECORDS) return;
  const words = document.getElementById("main").dataset;
  const cell = (record, column) => (record.rows?.[0] ?? record).cells[column];
  const fields = [{ input: element("input", { type: "search" }), name: words.search, matches: (record, asked) => record.textContent.toLowerCase().includes(asked.toLowerCase()) }];
  for (const head of table.tHead.querySelectorAll("[data-filter]")) {
    const of = new Map(items.map((item) => [item, groups(cell(item, head.cellIndex))]));
    const all = [...new Set([...of.values()].flat())];
    if (all.length < LEAST_GROUPS || all.length > MOST_GROUPS) continue;
    const options = all.map((group) => element("option", { value: group }, group));
    const input = element("select", {}, element("option", { value: "" }, words.all), ...options);
    fields.push({ input, name: head.textContent.trim(), matches: (record, asked) => of.get(record).includes(asked) });
  }
  if (fields.length === 1 && items.length < LEAST_TO_SEARCH) return;
  const output = element("output", {});
  const reset = element("button", { type: "button", hidden: true }, words.show);
  const run = () => {
    const asked = fields.filter(({ input }) => input.value.trim() !== "");
    for (const item of items) item.hidden = !asked.every(({ input, matches }) => matches(item, input.value.trim()));
    const shown = items.filter((item) => !item.hidden).length;
    output.textContent = asked.length === 0 ? "" : words.count.replace("{n}", shown).replace("{all}", items.length);
    reset.hidden = asked.length === 0;
  };
  const labels = fields.map(({ input, name }) => element("label", {}, name, input));
  const legend = element("legend", { className: "vh" }, `${words.filter}: ${table.caption.textContent}`);
  const box = element("fieldset", { className: "filter" }, legend, ...labels, output, reset);
  const order = () => {
    for (const select of box.querySelectorAll("select")) select.append(...[...select.options].slice(1).sort((a, b) => compare(a.value, b.value)));
  };
  box.addEventListener("input", run);
  box.addEventListener("pointerenter", order, { once: true });
  box.addEventListener("focusin", order, { once: true });
  reset.addEventListener("click", () => {
    for (const { input } of fields) input.value = "";
    run();
    fields[0].input.focus();
  });
  table.parentNode.before(box);
  // What an address points to is never hidden.
  addEventListener("hashchange", () => items.some((item) => item.hidden && item.id === decodeURIComponent(location.hash.slice(1))) && reset.click());
};

for (const table of document.querySelectorAll("table.reg")) filter(table);

/** Opens the details of what the address points to. */
const openTarget = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const details of target?.querySelectorAll("details") ?? []) details.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
