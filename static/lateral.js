/* lateral: what a page can do beyond being read. One classic script without dependencies, so that it works from a folder as well as from a
   server. It loads nothing but tools.js, tools.css and preview.js beside it, when they are wanted, sends nothing, and keeps a reader's settings on the reader's device.
   Every page reads fully without it. */
(() => {
"use strict";
const root = document.documentElement, here = document.currentScript.src, beside = (name) => here.replace("lateral.js", name);
const notes = [], byNumber = {}, byID = {}, waiting = [];
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const add = (tag, is) => document.head.append(Object.assign(document.createElement(tag), is));

// 1 Settings: attributes of <html> that the style sheet knows, and nothing else.
let settings = {}, dressed, article, moves;
try { settings = JSON.parse(localStorage.lateral) || {}; } catch { /* no storage, or nothing in it: settings last as long as the page */ }
const wear = () => {
  for (const k in settings) {
    if (settings[k]) {
      root.dataset[k] = settings[k];
      dress();
    } else delete root.dataset[k];
  }
  arrange();
};

// dress brings the styles of what a page does not begin with.
const dress = () => {
  if (!dressed) add("link", {rel: "stylesheet", href: beside("tools.css"), onload: arrange});
  dressed = true;
};

// call calls a function of tools.js, which is loaded when it is first wanted.
const call = (name, e) => {
  dress();
  if (tools.on) tools[name](e);
  else if (waiting.push(() => tools[name](e)) < 2) add("script", {src: beside("tools.js"), onload: () => waiting.forEach((f) => f())});
};

// 2 The margin: notes beside their lines, pushed apart; the one that is shown stands at its own line, and the others make room. In a long text those that
// are near are placed; the others stand at their paragraphs' tops until they come near.
const arrange = () => {
  moves = moves || requestAnimationFrame(() => {
    moves = 0;
    if (!matchMedia("(min-width: 68.75rem)").matches || root.dataset.marks === "off") return;
    const list = notes.filter((n) => n.aside && n.badge && !n.out && near(n.aside.closest(".noted")));
    const at = list.indexOf(tools.pinned || tools.now), y = [];
    const want = list.map((n) => (n.marks[0] || n.badge).getBoundingClientRect().top), is = list.map((n) => n.aside.getBoundingClientRect());
    const push = (i) => { y[i] = i ? Math.max(want[i], y[i - 1] + is[i - 1].height + 12) : want[i]; };
    list.forEach((n, i) => push(i));
    if (at >= 0) {
      y[at] = want[at];
      for (let i = at; i--;) y[i] = Math.min(y[i], y[i + 1] - is[i].height - 12);
      for (let i = at + 1; i < y.length; i++) push(i);
    }
    list.forEach((n, i) => {
      const by = Math.round(y[i] - is[i].top);
      if (by) n.aside.style.translate = "0 " + (n.y = (n.y || 0) + by) + "px";
    });
  });
};

// near tells whether an element is in the window or a screen or two from it, as far as browsers lay out a long text.
const near = (e) => {
  const r = e.getBoundingClientRect();
  return !article.matches(".long") || r.bottom > -2 * innerHeight && r.top < 3 * innerHeight;
};

// 3 What a reader does is answered by tools.js, which comes at the first of it, and where a link is pointed at, by preview.js.
const act = (e) => {
  const t = e.target, is = (type) => e.type === type;
  if (is("toggle")) arrange();
  if ((is("pointerover") || is("focusin")) && !tools.first && t.closest("main a")) {
    tools.first = e;
    add("script", {src: beside("preview.js")});
  }
  if (is("pointerover")) return;
  if (!tools.on) {
    if (is("selectionchange") || is("keydown") ? !article : !t.closest("article.source, .settings")) return;
    if (is("click") && t.closest(".badge[id]") && !(e.ctrlKey || e.metaKey || e.shiftKey || e.altKey)) e.preventDefault();
  }
  call("on", e);
};

// An address may ask for a filter, or for a place in a text that is laid out as it comes near.
const arrive = () => {
  if (article && (settings.marks || /[#&]f=/.test(location.hash) || location.hash && (tools.on || article.matches(".long")))) call("arrive");
};

const start = () => {
  const nav = document.querySelector("header.site nav ul");
  if (nav) nav.insertAdjacentHTML("beforeend", '<li class="settings"><details class="drop"><summary>Reading settings</summary></details>');
  article = document.querySelector("article.source");
  root.classList.add("js");
  for (const li of all("#notes .notes > li")) {
    const id = li.id.slice(2), number = parseInt(li.querySelector(".no").textContent, 10);
    notes.push(byNumber[number] = byID[id] = {id, li, number, badge: document.getElementById("m-" + id), marks: []});
  }
  for (const m of all("mark[data-n]")) byNumber[m.dataset.n]?.marks.push(m);
  for (const a of all(".margin > .note, .gaps > .note")) (byID[a.querySelector(".badge").hash.slice(3)] || {}).aside = a;
  for (const type of ["mouseover", "pointerover", "focusin", "click", "keydown", "selectionchange"]) document.addEventListener(type, act);
  document.addEventListener("toggle", act, true);
  for (const type of ["load", "resize", "contentvisibilityautostatechange"]) addEventListener(type, arrange);
  for (const type of ["load", "hashchange"]) addEventListener(type, arrive);
  arrive();
  arrange();
  if (article && parent !== window) call("framed");
};
const tools = window.reading = {all, settings, wear, notes, byNumber, byID, arrange, near};
wear();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
})();
