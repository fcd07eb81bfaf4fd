// Everything can be read without this script: it sorts and filters tables and opens what an address points to.
"use strict";

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
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
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

/** Whether a record is what one field of a filter asks for. */
const matches = (record, field) => {
  if (field.type === "search") return record.textContent.toLowerCase().includes(field.value.toLowerCase());
  return ` ${record.dataset[field.name] ?? ""} `.includes(` ${field.value} `);
};

for (const filter of document.querySelectorAll("[data-filter]")) {
  const items = [...document.querySelectorAll(filter.dataset.filter)];
  const output = filter.querySelector("output");
  const words = output.textContent;
  const run = () => {
    const asked = [...filter.elements].filter((field) => field.name && field.value && (field.type !== "radio" || field.checked));
    for (const item of items) item.hidden = !asked.every((field) => matches(item, field));
    const shown = items.filter((item) => !item.hidden).length;
    output.textContent = words.replace("{n}", shown).replace("{all}", items.length);
  };
  filter.hidden = false;
  filter.addEventListener("input", run);
  run();
}

/** Opens the details of what the address points to. */
const openTarget = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (const details of target?.querySelectorAll("details") ?? []) details.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
