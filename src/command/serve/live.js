// Loads a page again, at its place, when the report has changed, and says how the folder stands.
"use strict";

// The scripts of a page share their names, so that these stand in a block of their own.
{
  const loaded = document.currentScript.src.split("?")[1];
  const lang = document.documentElement.lang || "en";
  const PAUSE = 500;
  const gone = { en: "The server has stopped.", "zh-CN": "服务已停止。" };
  const names = { en: "State of the folder", "zh-CN": "文件夹状态" };

  /** A text in the language of the page. */
  const said = (message) => message[lang] ?? message.en;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const bar = element("details", { className: "live-bar", ariaLabel: said(names) });
  let shown;

  /** Shows how the folder stands; what was unfolded stays so. */
  const show = (state) => {
    const text = JSON.stringify(state);
    if (text === shown) return;
    shown = text;
    bar.classList.toggle("live-broken", state.broken.length > 0);
    const finding = (found) =>
      element("li", { className: `live-${found.severity}` }, element("code", {}, found.address), ` ${said(found.message)} `, element("code", {}, found.rule));
    const items = state.broken.length > 0 ? state.broken.map((message) => element("li", {}, said(message))) : state.findings.map(finding);
    if (state.more && state.broken.length === 0) items.push(element("li", {}, said(state.more)));
    const head = state.broken.length > 0 ? said(state.broken[0]) : said(state.summary);
    bar.replaceChildren(element("summary", {}, head), element("ul", {}, ...items));
    if (!bar.isConnected) document.body.append(bar);
  };

  const look = async () => {
    if (document.visibilityState === "visible") {
      try {
        const answer = await fetch("/-/state.json", { cache: "no-store" });
        const state = await answer.json();
        if (String(state.version) !== loaded) return location.reload();
        show(state);
      } catch {
        show({ broken: [gone], findings: [] });
      }
    }
    setTimeout(look, PAUSE);
  };

  look();
}
