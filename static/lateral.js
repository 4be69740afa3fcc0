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
    if (Object.keys(settings).some(function (k) { return settings[k] && k !== "marks" && k !== "keys"; })) dress();
    arrange();
  }

  // dress brings the styles of what a page does not begin with.
  function dress() {
    if (!dress.done) document.head.append(dress.done = make("link", {rel: "stylesheet", href: here.replace("lateral.js", "tools.css"), load: function () { arrange(); }}));
  }

  // tools calls a function of tools.js, which is loaded when it is first wanted.
  var tools = window.reading = {all: all, make: make, settings: settings, set: set, close: function () {}};
  function call(name, with_) {
    dress();
    if (tools[name]) return tools[name](with_);
    if (!tools.asked) document.head.append(make("script", {src: here.replace("lateral.js", "tools.js"), load: function () { tools.asked.forEach(function (f) { f(); }); }}));
    (tools.asked = tools.asked || []).push(function () { tools[name](with_); });
  }

  /* 2 Notes: each with all that stands for it on the page. */
  var article, notes = tools.notes = [], byNumber = {}, byID = {}, now = null, pinned = null, arrange = function () {}, filtered = /[#&]f=/;
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
    all(".strip [data-n]").forEach(function (t) {
      var n = byNumber[t.getAttribute("data-n")];
      if (n) n.parts.push(t);
    });
  }

  // margin puts the notes beside their lines, pushed apart; the one that is shown stands at its own line, and the others make room. In a long text it
  // places those that are near; the others stand at their paragraphs' tops until they come near.
  function margin() {
    if (!wide.matches || root.getAttribute("data-marks") === "off") return;
    var list = notes.filter(function (n) { return n.aside && n.badge && !n.out && n.aside.parentNode.classList.contains("margin") && near(n.aside.parentNode.parentNode); });
    var at = list.indexOf(pinned || now), y = [];
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

  // show lights a note and its marks up; null puts the light out.
  function show(n) {
    if (now === n) return;
    [now, n].forEach(function (x, on) {
      if (x) x.parts.forEach(function (p) { p.classList.toggle("on", !!on); });
    });
    now = n;
    arrange();
  }

  // pin opens a note where it stands, with all that it says. With focus, Esc leads back to where the reader was.
  function pin(n, focus) {
    var had = pinned;
    unpin(false);
    if (!n || had === n || !n.aside) {
      if (n && !n.aside) location.hash = "n-" + n.id;
      return;
    }
    pinned = n;
    dress();
    show(n);
    var full = make("div", {class: "full"});
    all(":scope > .facts, :scope > .body, :scope > .small", n.li).forEach(function (p) { full.append(p.cloneNode(true)); });
    all("[id]", full).forEach(function (e) { e.removeAttribute("id"); });
    full.append(make("p", {class: "small"}, make("button", {type: "button", click: function () { unpin(true); }}, "Close note " + n.number)));
    n.aside.append(full);
    n.aside.classList.add("pinned");
    n.aside.tabIndex = -1;
    arrange();
    if (focus) n.aside.focus({preventScroll: true});
    n.aside.scrollIntoView({block: "nearest"});
  }
  function unpin(back) {
    var n = pinned;
    if (!n) return false;
    pinned = null;
    n.aside.classList.remove("pinned");
    n.aside.querySelector(".full").remove();
    if (back && n.badge) n.badge.focus({preventScroll: true});
    arrange();
    return true;
  }

  // at gives the notes over a place in the text, the innermost first.
  function at(e) {
    var ns = [];
    for (var m = e.closest("mark[data-n]"); m; m = m.parentNode.closest("mark[data-n]")) {
      var n = byNumber[m.getAttribute("data-n")];
      if (n && !n.out && ns.indexOf(n) < 0) ns.push(n);
    }
    return ns;
  }
  function ofLink(e) {
    var a = e.closest('a.badge[href^="#n-"]'), tick = e.closest(".strip [data-n]");
    return a && byID[a.getAttribute("href").slice(3)] || tick && byNumber[tick.getAttribute("data-n")];
  }

  // step goes to the next note that is shown, or to the one before.
  function step(by) {
    var ns = notes.filter(function (n) { return !n.out && n.badge; }), i = ns.indexOf(pinned || now);
    var n = ns[i < 0 ? (by > 0 ? 0 : ns.length - 1) : i + by];
    if (!n) return;
    unpin(false);
    n.badge.focus({preventScroll: true});
    n.badge.scrollIntoView({block: "center"});
    show(n);
  }

  // settle goes to a place, again for some frames where what is above it gets its height only as it comes near.
  function settle(id, frames) {
    var e = id && document.getElementById(id);
    if (!e || !frames) return;
    e.scrollIntoView();
    requestAnimationFrame(function () { settle(id, frames - 1); });
  }
  tools.settle = settle;
  // arrive goes where the address says in a text that is laid out as it comes near; the script of the filter goes elsewhere.
  function arrive() {
    if (article.classList.contains("long")) settle(location.hash.slice(1).split("&")[0], 6);
  }

  /* 3 Everything together. */
  function marks() {
    set("marks", settings.marks === "off" ? "" : "off");
    var b = document.querySelector('[data-do="marks"]');
    if (b) b.setAttribute("aria-pressed", settings.marks !== "off");
    if (settings.marks === "off") { unpin(false); tools.close(); }
  }

  tools.pin = pin;
  tools.unpin = unpin;
  tools.pinned = function () { return pinned; };
  tools.show = show;
  tools.arrange = function () { arrange(); };

  function source() {
    article = document.querySelector("article.source");
    if (!article) return;
    var form = document.getElementById("filter"), filter = function () { call("filter", form); };
    collect();
    var toggle = document.querySelector('[data-do="marks"]');
    if (toggle) {
      toggle.setAttribute("aria-pressed", settings.marks !== "off");
      toggle.addEventListener("click", marks);
    }
    if (form) {
      root.classList.add("js");
      var waits = 0;
      arrange = function () {
        if (!waits) waits = requestAnimationFrame(function () { waits = 0; margin(); });
      };
      ["toggle", "focusin", "pointerover"].forEach(function (type) { form.parentNode.addEventListener(type, function () { if (!form.firstChild) filter(); }); });
      addEventListener("hashchange", function () { if (form.firstChild || filtered.test(location.hash)) filter(); });
      if (filtered.test(location.hash)) filter();
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
    article.addEventListener("mouseover", function (e) { if (!pinned) show(ofLink(e.target) || at(e.target)[0] || within(e.target)); });
    article.addEventListener("focusin", function (e) { if (!pinned) show(ofLink(e.target) || within(e.target)); });
    article.addEventListener("click", function (e) {
      if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button || !getSelection().isCollapsed) return;
      var n = ofLink(e.target), over = at(e.target);
      if (n && n.aside && !e.target.closest(".note, .notes, .lateral, .strip")) {
        e.preventDefault();
        pin(n, true);
      } else if (!n && over.length && !e.target.closest("a, button")) {
        if (over.length > 1) call("choose", {notes: over, x: e.clientX, y: e.clientY});
        else pin(over[0], false);
      }
    });
    document.addEventListener("selectionchange", function () {
      clearTimeout(tools.waits);
      tools.waits = setTimeout(function () { if (tools.words || !getSelection().isCollapsed) call("words"); }, 200);
    });
  }
  function within(e) {
    var a = e.closest(".margin > .note");
    return a && notes.find(function (n) { return n.aside === a; }) || null;
  }

  function keys(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.key !== "Escape") return;
    if (e.key === "Escape") {
      var open = e.target.closest("details.drop[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      else if (!tools.close(true) && !(tools.stop && tools.stop()) && !unpin(true)) show(null);
      return;
    }
    if (settings.keys === "off" || !article) return;
    if (e.key === "m") marks();
    else if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
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
    document.addEventListener("keydown", keys);
    ["pointerover", "focusin"].forEach(function (type) { document.addEventListener(type, preview); });
    document.addEventListener("click", function (e) {
      if (!e.target.closest(".pick, mark[data-n]")) tools.close();
      all("details.drop[open]").forEach(function (d) { if (!d.contains(e.target)) d.open = false; });
    });
  }
  set();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
