/* lateral: what a page can do beyond being read. One classic script without dependencies, so that it works from a folder as well as from a
   server. It loads nothing but tools.js, tools.css and preview.js beside it, when they are wanted, sends nothing, and keeps a reader's settings on the reader's device.
   Every page reads fully without it. */
(function () {
  "use strict";
  var root = document.documentElement;

  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }

  // make builds an element: make("a", {href: "#x"}, "words", child, …).
  function make(tag, attributes) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (k) {
      if (typeof attributes[k] === "function") e.addEventListener(k, attributes[k]);
      else if (attributes[k] !== false) e.setAttribute(k, attributes[k] === true ? "" : attributes[k]);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (c) { e.append(c); });
    return e;
  }

  /* 1 Settings: attributes of <html> that the style sheet knows, and nothing else. */
  var here = document.currentScript.src, settings = {};
  try { settings = JSON.parse(localStorage.getItem("lateral")) || {}; } catch (e) { /* no storage: settings last as long as the page */ }
  function set(key, value) {
    if (key) settings[key] = value;
    try { if (key) localStorage.setItem("lateral", JSON.stringify(settings)); } catch (e) { /* see above */ }
    ["ink", "size", "measure", "space", "face", "keys", "marks"].forEach(function (k) {
      if (typeof settings[k] === "string" && settings[k]) root.setAttribute("data-" + k, settings[k]);
      else root.removeAttribute("data-" + k);
    });
    if (Object.keys(settings).some(function (k) { return settings[k] && k !== "keys"; })) dress();
    arrange();
  }

  // dress brings the styles of what a page does not begin with.
  function dress() {
    if (!dress.done) document.head.append(dress.done = make("link", {rel: "stylesheet", href: here.replace("lateral.js", "tools.css"), load: function () { arrange(); }}));
  }

  // tools calls a function of tools.js, which is loaded when it is first wanted.
  var tools = window.reading = {all: all, make: make, settings: settings, set: set};
  function call(name, with_) {
    dress();
    if (tools[name]) return tools[name](with_);
    if (!tools.asked) document.head.append(make("script", {src: here.replace("lateral.js", "tools.js"), load: function () { tools.asked.forEach(function (f) { f(); }); }}));
    (tools.asked = tools.asked || []).push(function () { tools[name](with_); });
  }

  /* 2 Notes: each with all that stands for it on the page. */
  var article, notes = tools.notes = [], byNumber = tools.byNumber = {}, byID = tools.byID = {}, arrange = function () {};
  var wide = matchMedia("(min-width: 68.75rem)");

  function collect() {
    all("#notes .notes > li").forEach(function (li) {
      var id = li.id.slice(2), badge = document.getElementById("m-" + id);
      var n = {id: id, li: li, number: parseInt(li.querySelector(".no").textContent, 10), badge: badge, parts: [li], marks: []};
      if (badge) n.parts.push(badge);
      notes.push(byNumber[n.number] = byID[id] = n);
    });
    all("mark[data-n]").forEach(function (m) {
      var n = byNumber[m.getAttribute("data-n")];
      if (n) { n.marks.push(m); n.parts.push(m); }
    });
    all(".margin > .note, .gaps > .note").forEach(function (a) {
      var n = byID[(a.querySelector(".badge") || a).getAttribute("href").slice(3)];
      if (n) { n.aside = a; n.parts.push(a); }
    });
  }

  // margin puts the notes beside their lines, pushed apart; the one that is shown stands at its own line, and the others make room. In a long text it
  // places those that are near; the others stand at their paragraphs' tops until they come near.
  function margin() {
    if (!wide.matches || root.getAttribute("data-marks") === "off") return;
    var list = notes.filter(function (n) { return n.aside && n.badge && !n.out && n.aside.parentNode.classList.contains("margin") && near(n.aside.parentNode.parentNode); });
    var at = list.indexOf(tools.pinned || tools.now), y = [];
    list.sort(function (a, b) { return a.number - b.number; });
    var want = list.map(function (n) { return (n.marks[0] || n.badge).getBoundingClientRect().top; });
    var is = list.map(function (n) { return n.aside.getBoundingClientRect(); });
    var push = function (i) { y[i] = i ? Math.max(want[i], y[i - 1] + is[i - 1].height + 12) : want[i]; };
    list.forEach(function (n, i) { push(i); });
    if (at >= 0) {
      y[at] = want[at];
      for (var i = at - 1; i >= 0; i--) y[i] = Math.min(y[i], y[i + 1] - is[i].height - 12);
      for (i = at + 1; i < y.length; i++) push(i);
    }
    list.forEach(function (n, i) {
      var by = Math.round(y[i] - is[i].top);
      if (by) n.aside.style.translate = "0 " + (n.y = (n.y || 0) + by) + "px";
    });
  }

  // near tells whether an element is in the window or a screen or two from it, as far as browsers lay out a long text.
  function near(e) {
    var r = article.classList.contains("long") && e.getBoundingClientRect();
    return !r || r.bottom > -2 * innerHeight && r.top < 3 * innerHeight;
  }

  /* 3 Everything together. What a reader does with a text is answered by tools.js, which comes at the first of it. */
  function act(e) {
    if (!tools.on && !(article && (e.type === "keydown" ? /^[mjk]$/.test(e.key) : article.contains(e.target)))) return;
    if (!tools.on && e.type === "click" && e.target.closest(".badge[id]") && !(e.ctrlKey || e.metaKey || e.shiftKey || e.altKey)) e.preventDefault();
    call("on", e);
  }
  tools.arrange = function () { arrange(); };

  function source() {
    article = document.querySelector("article.source");
    if (!article) return;
    var form = document.getElementById("filter");
    collect();
    var toggle = document.querySelector('[data-do="marks"]');
    if (toggle) {
      toggle.setAttribute("aria-pressed", settings.marks !== "off");
      toggle.addEventListener("click", function () { call("marks"); });
    }
    if (form) {
      root.classList.add("js");
      var waits = 0;
      arrange = function () {
        if (!waits) waits = requestAnimationFrame(function () { waits = 0; margin(); });
      };
      ["toggle", "focusin", "pointerover"].forEach(function (type) { form.parentNode.addEventListener(type, function () { if (!form.firstChild) call("filter", form); }); });
      // An address may ask for a filter, or for a place in a text that is laid out as it comes near.
      var arrive = function () {
        if (form.firstChild || /[#&]f=/.test(location.hash) || location.hash && article.classList.contains("long")) call("arrive", form);
      };
      addEventListener("resize", arrange);
      article.addEventListener("contentvisibilityautostatechange", arrange);
      wide.addEventListener("change", arrange);
      if (document.fonts) document.fonts.ready.then(arrange);
      all("details").forEach(function (d) { d.addEventListener("toggle", arrange); });
      arrive();
      addEventListener("hashchange", arrive);
      if (document.readyState !== "complete") addEventListener("load", arrive);
      arrange();
    }
    document.addEventListener("selectionchange", function () {
      clearTimeout(tools.waits);
      tools.waits = setTimeout(function () { if (tools.words || !getSelection().isCollapsed) call("words"); }, 200);
    });
  }

  // preview loads the script of previews once a link is pointed at or focused; that takes over.
  function preview(e) {
    if (tools.first || !e.target.closest("main a")) return;
    tools.first = e;
    document.head.append(make("script", {src: here.replace("lateral.js", "preview.js")}));
  }

  function start() {
    var nav = document.querySelector("header.site nav ul");
    if (nav) {
      var panel = make("details", {class: "drop", toggle: function () { call("panel", panel); }}, make("summary", {}, "Reading settings"));
      nav.append(make("li", {class: "settings"}, panel));
    }
    source();
    if (article && parent !== window) call("framed");
    ["mouseover", "focusin", "click", "keydown"].forEach(function (type) { document.addEventListener(type, act); });
    ["pointerover", "focusin"].forEach(function (type) { document.addEventListener(type, preview); });
  }
  set();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
