// The search, loaded when somebody asks for it. The files of its index are loaded as what is asked needs them.
"use strict";

(() => {
  const opener = document.querySelector("a.find");
  const lang = document.documentElement.lang;
  const base = new URL(opener.dataset.index, location.href);
  const store = (globalThis.alongsideSearch ??= {});
  const [LEAST_TO_SLIP, SHOWN, MOST_ENTRIES, SNIPPET] = [4, 4, 30, 90];

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const loading = new Map();
  /** A file of the index, once. */
  const load = (name) => {
    const src = new URL(name, base);
    if (store.index) src.search = store.index.digest;
    if (!loading.has(name)) loading.set(name, new Promise((done, failed) => document.head.append(element("script", { src: src.href, onload: done, onerror: failed }))));
    return loading.get(name);
  };

  /** A text without the differences that nobody types, as the index was made. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{Mn}|\p{Me}/gu, "").toLowerCase();
  const HAN = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}";
  const isHan = (text) => new RegExp(`^[${HAN}]`, "u").test(text);

  /** What is asked as words of the index: rows of Chinese, ids, and words. */
  const asked = (text) => fold(text).match(new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}])+(?:[-_./:](?:(?![${HAN}])[\\p{L}\\p{N}])+)*`, "gu")) ?? [];

  /** The files whose words may begin so. */
  const filesOf = (prefix) => {
    const { terms } = store.index;
    const from = terms.findLastIndex((first) => first <= prefix);
    return terms.map((_, at) => at).filter((at) => at >= Math.max(from, 0) && (terms[at] <= prefix || terms[at].startsWith(prefix)));
  };
  const termsOf = async (prefix) => {
    const files = filesOf(prefix);
    await Promise.all(files.map((at) => load(`terms-${at}.js`)));
    return files.flatMap((at) => Object.entries(store.terms[at]));
  };

  /** Whether a text is another one but for one letter that is changed, missing, added, or in the place of its neighbour. */
  const isSlip = (a, b) => {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const [x, y] = [a.slice(at), b.slice(at)];
    return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1) || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  };
  const slips = (term, word) => [-1, 0, 1].some((more) => isSlip(word, term.slice(0, word.length + more)));

  /** Adds the places of a word, each with the better of its weights. */
  const gather = (found, places, weight) => {
    let at = 0;
    for (const step of places) {
      at += step;
      const entry = at >> 1;
      found.set(entry, Math.max(found.get(entry) ?? 0, weight * (at & 1 ? 4 : 1)));
    }
    return found;
  };

  /** The entries of a word with their weights; of Chinese those that have all its pairs. */
  const placesOf = async (word, told) => {
    if (isHan(word)) {
      const pairs = [...word].length === 1 ? [word] : [...word].slice(0, -1).map((first, at) => first + [...word][at + 1]);
      const each = await Promise.all(pairs.map(async (pair) => (await termsOf(pair)).filter(([term]) => term.startsWith(pair)).reduce((found, [, places]) => gather(found, places, 1), new Map())));
      return each.reduce((all, found) => new Map([...all].filter(([entry]) => found.has(entry))));
    }
    const terms = await termsOf(word);
    let matching = terms.filter(([term]) => term.startsWith(word));
    if (matching.length === 0 && word.length >= LEAST_TO_SLIP) {
      matching = (await termsOf(word[0])).filter(([term]) => slips(term, word));
      if (matching.length > 0) told.slip = word;
    }
    return matching.reduce((found, [term, places]) => gather(found, places, term === word ? 2 : 1), new Map());
  };

  const find = async (text, told) => {
    const each = await Promise.all(asked(text).map((word) => placesOf(word, told)));
    if (each.length === 0) return [];
    const all = [...each[0]].filter(([entry]) => each.every((found) => found.has(entry)));
    const weight = (entry) => each.reduce((sum, found) => sum + found.get(entry), 0);
    return all.map(([entry]) => ({ entry, weight: weight(entry) })).sort((a, b) => b.weight - a.weight || a.entry - b.entry);
  };

  /** What is shown of an entry: `[path, id, titles, texts]`, the latter two by language. */
  const shown = async (entry) => {
    const { texts } = store.index;
    const file = texts.findLastIndex((first) => first <= entry);
    await load(`texts-${file}.js`);
    return store.texts[file][entry - texts[file]];
  };

  /** A text with what was asked marked in it; folding may move letters, and then nothing is marked. */
  const marked = (text, words) => {
    const folded = fold(text);
    if (folded.length !== text.length) return [text];
    const parts = [];
    let from = 0;
    while (from < text.length) {
      const next = words.map((word) => ({ word, at: folded.indexOf(word, from) })).filter(({ word, at }) => at >= 0 && (isHan(word) || !/[\p{L}\p{N}]/u.test(folded[at - 1] ?? ""))).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      parts.push(text.slice(from, next.at), element("mark", {}, text.slice(next.at, next.at + next.word.length)));
      from = next.at + next.word.length;
    }
    return [...parts, text.slice(from)];
  };

  /** The words around the first that was asked. */
  const snippet = (text, words) => {
    const at = Math.max(0, Math.min(...words.map((word) => fold(text).indexOf(word)).filter((at) => at >= 0), text.length));
    const from = at >= text.length || at < SNIPPET / 2 ? 0 : at - SNIPPET / 3;
    const part = text.slice(from, from + SNIPPET);
    return (from > 0 ? "…" : "") + part + (from + SNIPPET < text.length ? "…" : "");
  };

  /** A field with its results, as a combobox with a list (WAI-ARIA). */
  const panel = (leave) => {
    const { index } = store;
    const own = Math.max(index.languages.indexOf(lang), 0);
    const words = index.words[own];
    const input = element("input", { type: "search", id: "find-text", autocomplete: "off", spellcheck: false });
    const list = element("div", { id: "find-list", role: "listbox", ariaLabel: words.title });
    const status = element("p", { className: "s muted", role: "status" });
    const wide = new Set();
    let chosen = -1;
    let turn = 0;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "find-list", "aria-expanded": "false", "aria-autocomplete": "list", "aria-describedby": "find-hint" })) input.setAttribute(name, value);

    const options = () => [...list.querySelectorAll("[role=option]")];
    const choose = (at) => {
      const all = options();
      chosen = all.length === 0 ? -1 : (at + all.length) % all.length;
      all.forEach((option, nth) => option.setAttribute("aria-selected", String(nth === chosen)));
      if (chosen < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    };
    const go = (option, apart) => {
      if (option.dataset.group) {
        wide.add(Number(option.dataset.group));
        return run();
      }
      if (apart) return window.open(option.dataset.href, "_blank", "noopener");
      leave();
      location.href = option.dataset.href;
    };

    const option = (id, properties, ...children) => {
      const made = element("div", { id, role: "option" }, ...children);
      made.setAttribute("aria-selected", "false");
      Object.assign(made.dataset, properties);
      made.addEventListener("click", (event) => go(made, event.ctrlKey || event.metaKey));
      return made;
    };
    const record = ([path, code, titles, texts], entry, parts) => {
      // The language of the page first, another one where only that has what was asked.
      const of = [texts[own], ...texts].filter(Boolean);
      const text = of.find((text) => parts.some((part) => fold(text).includes(part))) ?? of[0] ?? "";
      const title = titles[own] || titles.find(Boolean) || "";
      const also = titles.find((other, at) => at !== own && other && other !== title && parts.some((part) => fold(other).includes(part)) && !parts.some((part) => fold(title).includes(part)));
      const head = element("span", { className: "t" }, ...(code ? [element("b", {}, code), " "] : []), ...marked(title, parts), ...(also ? [" · ", ...marked(also, parts)] : []));
      const href = new URL(`../${index.languages[own]}/${path}`, base).href;
      return option(`find-${entry}`, { href }, head, element("span", { className: "sub" }, ...marked(snippet(text, parts), parts)));
    };

    const groupOf = (entry) => index.groups.findLastIndex(({ from }) => from <= entry);
    const render = async (text, mine) => {
      const told = {};
      const parts = asked(text);
      const results = await find(text, told);
      const groups = Map.groupBy ? Map.groupBy(results, ({ entry }) => groupOf(entry)) : results.reduce((map, result) => map.set(groupOf(result.entry), [...(map.get(groupOf(result.entry)) ?? []), result]), new Map());
      const order = [...groups].sort((a, b) => b[1][0].weight - a[1][0].weight || a[0] - b[0]);
      let room = MOST_ENTRIES;
      const made = [];
      for (const [group, of] of order) {
        const some = of.slice(0, wide.has(group) ? 500 : Math.min(SHOWN, Math.max(room, 1)));
        room -= some.length;
        const label = element("div", { className: "group", id: `find-g${group}` }, `${index.groups[group].names[own]} · ${of.length}`);
        const all = await Promise.all(some.map(async ({ entry }) => record(await shown(entry), entry, parts)));
        if (some.length < of.length && !wide.has(group)) all.push(option(`find-more${group}`, { group }, element("span", { className: "t more" }, words.more.replace("{n}", of.length))));
        const box = element("div", { role: "group" }, label, ...all);
        box.setAttribute("aria-labelledby", label.id);
        made.push(box);
      }
      if (mine !== turn) return;
      list.replaceChildren(...made);
      const count = results.length === 1 ? words.one : words.many.replace("{n}", results.length);
      status.textContent = parts.length === 0 ? "" : results.length === 0 ? words.none.replace("{q}", text.trim()) : told.slip ? `${words.slip.replace("{q}", told.slip)} ${count}` : count;
      input.setAttribute("aria-expanded", String(made.length > 0));
      choose(made.length > 0 ? 0 : -1);
    };
    const run = () => {
      const mine = ++turn;
      return render(input.value, mine).catch(() => (status.textContent = words.failed));
    };

    input.addEventListener("input", () => {
      wide.clear();
      run();
    });
    input.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.isComposing) return;
      if (event.key in steps) choose(chosen + steps[event.key]);
      else if (event.key === "Enter" && chosen >= 0) go(options()[chosen], event.ctrlKey || event.metaKey);
      else return;
      event.preventDefault();
    });
    const label = element("label", { htmlFor: "find-text" }, words.title);
    const hint = element("p", { id: "find-hint", className: "xs muted" }, `${words.hint}. ${words.keys}.`.replace(/。?\.(?=$|\s)/g, lang.startsWith("zh") ? "。" : "."));
    return { body: [label, input, hint, status, list], input, run };
  };

  let dialog;
  store.open = async () => {
    await load("index.js");
    if (!dialog) {
      const { body, input } = panel(() => dialog.close());
      const close = element("button", { type: "button", className: "close", onclick: () => dialog.close() }, store.index.words[Math.max(store.index.languages.indexOf(lang), 0)].close);
      dialog = element("dialog", { className: "finder" }, close, ...body);
      dialog.setAttribute("aria-labelledby", "find-title");
      body[0].id = "find-title";
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      document.body.append(dialog);
      dialog.input = input;
    }
    if (!dialog.open) dialog.showModal();
    dialog.input.select();
  };

  /** On the page of the search it stands above the index, and what was asked is in the address. */
  store.mount = async (place) => {
    await load("index.js");
    const { body, input, run } = panel(() => {});
    place.className = "panel finder";
    place.append(...body);
    input.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
    input.addEventListener("input", () => history.replaceState(history.state, "", input.value ? `#q=${encodeURIComponent(input.value)}` : location.pathname));
    input.focus({ preventScroll: true });
    await run();
  };
})();
