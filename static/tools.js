/* lateral: what a reader does with a page, loaded when it is first wanted: notes lit and opened, what they can be chosen by, several on
   the same words, settings, what can be done with chosen words, and the page in a frame beside another. */
(function () {
  "use strict";
  var lateral = window.reading, all = lateral.all;

  // make builds an element: make("a", {href: "#x"}, "words", child, …).
  function make(tag, attributes) {
    var e = document.createElement(tag);
    Object.keys(attributes).forEach(function (k) {
      if (typeof attributes[k] === "function") e.addEventListener(k, attributes[k]);
      else if (attributes[k] !== false) e.setAttribute(k, attributes[k] === true ? "" : attributes[k]);
    });
    e.append.apply(e, Array.prototype.slice.call(arguments, 2));
    return e;
  }

  /* 1 Settings. */
  var choices = {
    ink: ["Ink", ["", "as the device says"], ["light", "light"], ["sepia", "sepia"], ["dark", "dark"]],
    size: ["Text", ["s", "smaller"], ["", "normal"], ["l", "larger"], ["xl", "largest"]],
    measure: ["Lines", ["short", "short"], ["", "normal"], ["long", "long"]],
    space: ["Spacing", ["", "normal"], ["wide", "wide"]],
    face: ["Typeface", ["", "serif"], ["plain", "plain"]],
    keys: ["Keys m (marks), j and k (notes)", ["", "on"], ["off", "off"]]
  };
  // set keeps a setting on this device where there is room to, and the page follows it.
  function set(key, value) {
    lateral.settings[key] = value;
    try { localStorage.lateral = JSON.stringify(lateral.settings); } catch (e) { /* no storage: settings last as long as the page */ }
    lateral.wear();
  }
  function panel(details) {
    if (details.querySelector("form")) return;
    var form = make("form", {"aria-label": "Reading settings", change: function (e) { set(e.target.name, e.target.value); }});
    Object.keys(choices).forEach(function (k) {
      var set = make("fieldset", {}, make("legend", {}, choices[k][0]));
      choices[k].slice(1).forEach(function (c) {
        set.append(make("label", {}, make("input", {type: "radio", name: k, value: c[0], checked: (lateral.settings[k] || "") === c[0]}), " " + c[1]));
      });
      form.append(set);
    });
    details.append(form);
  }

  /* 2 Words: a link to them, a citation, their place in the original, and their sound. */
  var bar = null, chosen = 0;
  function words() {
    var s = getSelection(), text = document.getElementById("text");
    if (!s.rangeCount || s.isCollapsed || !text || !text.contains(s.anchorNode) || !text.contains(s.focusNode)) {
      if (bar && !bar.contains(document.activeElement)) { bar.remove(); bar = null; }
      return;
    }
    var first = s.getRangeAt(0).startContainer, words = s.toString().replace(/\s+/g, " ").trim();
    var from = (first.nodeType === 1 ? first : first.parentNode).closest("#text [id]");
    if (!from || !words) return;
    if (bar) bar.remove();
    var link = location.href.split("#")[0] + "#" + from.id, original = document.querySelector("a[data-original]");
    bar = make("div", {class: "words", role: "toolbar", "aria-label": "The words that you chose"},
      button("Copy link", function () { copy(link, this); }),
      button("Copy citation", function () { copy("“" + words + "” " + cite() + " " + link, this); }));
    if (original) bar.append(make("a", {href: fragment(original.href.split("#")[0], words), rel: "external noopener"}, "Find in the original"));
    if (window.speechSynthesis) bar.append(button("Read aloud from here", function () { read(from); }));
    document.querySelector("main").append(bar);
  }
  function button(words, act) { return make("button", {type: "button", click: act}, words); }
  function cite() {
    var title = document.querySelector("h1").textContent.replace(/^\d+|\d+[a-z()]*$/g, "").trim(), where = document.querySelector(".kicker");
    return title + (/[.?!…]$/.test(title) ? " " : ". ") + (where ? where.textContent.replace(/\s*·\s*/g, ", ").trim() + "." : "");
  }
  // fragment is a link to words in a page, https://wicg.github.io/scroll-to-text-fragment/; long ones are named by both ends.
  function fragment(address, words) {
    var w = words.split(" "), code = function (t) { return encodeURIComponent(t).replace(/-/g, "%2D"); };
    return address + "#:~:text=" + (w.length < 12 ? code(words) : code(w.slice(0, 5).join(" ")) + "," + code(w.slice(-5).join(" ")));
  }
  function copy(text, b) {
    var old = b.textContent, say = function (ok) { b.textContent = ok ? "Copied" : "This browser does not let a page copy"; setTimeout(function () { b.textContent = old; }, 2000); };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { say(true); }, function () { say(false); });
    else say(false);
  }

  var reading = null;
  function read(from) {
    stop();
    var sentences = all('#text span[id*="s"]'), i = sentences.findIndex(function (s) { return s === from || from.contains(s); });
    if (i < 0) return;
    var halt = button("Stop reading", stop);
    reading = {bar: make("div", {class: "words", role: "toolbar", "aria-label": "Reading aloud"}, halt)};
    document.querySelector("main").append(reading.bar);
    halt.focus();
    (function next() {
      if (reading && reading.at) reading.at.classList.remove("spoken");
      if (!reading || i >= sentences.length) return stop();
      var s = sentences[i++], copy = s.cloneNode(true);
      all(".badge, .fn", copy).forEach(function (b) { b.remove(); });
      var u = new SpeechSynthesisUtterance(copy.textContent), run = reading;
      u.lang = (s.closest("[lang]") || document.documentElement).lang;
      reading.at = s;
      s.classList.add("spoken");
      s.scrollIntoView({block: "nearest"});
      u.onend = function () { if (reading === run) next(); };
      u.onerror = function () { if (reading === run) stop(); };
      speechSynthesis.speak(u);
    })();
  }
  // stop ends what was begun, and tells whether there was something.
  function stop() {
    if (!reading) {
      var had = !!bar;
      if (bar) { bar.remove(); bar = null; }
      return had;
    }
    speechSynthesis.cancel();
    if (reading.at) reading.at.classList.remove("spoken");
    reading.bar.remove();
    reading = null;
    return true;
  }

  /* 3 Notes: lit, opened, stepped through. */
  // A note has with it all that stands for it on the page.
  var notes = lateral.notes, byNumber = lateral.byNumber, byID = lateral.byID, article = document.querySelector("article.source");
  notes.forEach(function (n) { n.parts = [n.li, n.badge, n.aside].concat(n.marks).filter(Boolean); });

  // The strip is lines, a path for each class of notes; while it is pointed at, pieces that are links, with words and a place to point at: one for each row
  // of the table that says the same, and for each note in it that is shown.
  var strip = (function () {
    var svg = document.querySelector(".strip svg"), table = svg && all("table", svg.parentNode.previousElementSibling).pop(), lines = {}, pieces = [], linked = false;
    if (!table) return null;
    var paths = all(":scope > path:not(.rule)", svg);
    paths.forEach(function (p) {
      var x = 0, y = 0, of = lines[p.getAttribute("class")] = [];
      // Each piece begins where the one before ends: a line down, a wave, two lines, or a way to go.
      p.getAttribute("d").replace(/m(-?\d+) ?(-?\d+)((?:v(\d+)|m0 (\d+)|q4 2((?: 0 4t?|0 4t?)+))(m3 0v-\d+)?)/gi, function (d, right, down, line, v, m, q, two) {
        var length = +(v || m || q.match(/4/g).length * 4), at = "M" + (x += +right) + " " + (y += +down);
        of.push({path: p, place: at + "v" + length, line: at + line}); // what can be pointed at, what is seen
        if (two) x += 3;
        else y += length;
      });
    });
    function piece(of, words, href, n) {
      var p = lines[of] && lines[of].shift();
      if (!p) return; // a page of a site's own making
      p.words = words;
      p.href = href;
      p.note = n;
      pieces.push(p);
    }
    all("tbody tr", table).forEach(function (row) {
      var to = row.cells[0].querySelector("a");
      piece(null, row.cells[0].textContent, to && to.getAttribute("href"));
    });
    all("td:last-child a", table).forEach(function (to) {
      var n = byID[to.hash.slice(3)];
      if (n) piece(n.li.className.replace(/ c$/, ""), to.textContent + to.nextSibling.data.replace(/,?\s*$/, ""), n.badge ? "#m-" + n.id : to.hash, n);
    });
    function shown(p) { return !p.note || !p.note.out; }
    function link() {
      linked = true;
      paths.forEach(function (p) { p.remove(); });
      pieces.filter(shown).forEach(function (p) {
        svg.insertAdjacentHTML("beforeend", '<a tabindex="-1"><title></title><path/><path/></a>');
        var a = svg.lastChild;
        a.firstChild.append(p.words);
        a.childNodes[1].setAttribute("d", p.place);
        a.childNodes[2].setAttribute("d", p.line);
        if (p.href) a.setAttribute("href", p.href);
        if (p.note) {
          a.setAttribute("class", p.path.getAttribute("class"));
          a.setAttribute("data-n", p.note.number);
        }
      });
    }
    return {
      // draw leaves the lines of notes that are shown.
      draw: function () {
        if (linked) {
          all("a", svg).forEach(function (a) { a.remove(); });
          paths.forEach(function (p) { svg.append(p); });
          linked = false;
        }
        paths.forEach(function (path) {
          path.setAttribute("d", pieces.filter(function (p) { return p.path === path && shown(p); }).map(function (p) { return p.line; }).join(""));
        });
      },
      // under gives what is at a place in the strip, which a pointer or a finger has come to before there were links.
      under: function (e) {
        if (!e.target.closest(".strip") || linked && (e.type !== "click" || e.target.closest("a"))) return e.target;
        if (!linked) link(); // a finger that came over it before its click has done so
        return document.elementFromPoint(e.clientX, e.clientY) || e.target;
      }
    };
  })();

  // show lights a note and its marks up; null puts the light out.
  function show(n) {
    var now = lateral.now;
    if (now === n) return;
    [now, n].forEach(function (x, on) {
      if (x) x.parts.forEach(function (p) { p.classList.toggle("on", !!on); });
    });
    lateral.now = n;
    lateral.arrange();
  }

  // pin opens a note where it stands, with all that it says. With focus, Esc leads back to where the reader was.
  function pin(n, focus) {
    var had = lateral.pinned;
    unpin(false);
    if (!n || had === n || !n.aside) {
      if (n && !n.aside) location.hash = "n-" + n.id;
      return;
    }
    lateral.pinned = n;
    show(n);
    var full = make("div", {class: "full"});
    all(":scope > .facts, :scope > .body, :scope > .small", n.li).forEach(function (p) { full.append(p.cloneNode(true)); });
    all("[id]", full).forEach(function (e) { e.removeAttribute("id"); });
    full.append(make("p", {class: "small"}, button("Close note " + n.number, function () { unpin(true); })));
    n.aside.append(full);
    n.aside.classList.add("pinned");
    n.aside.tabIndex = -1;
    lateral.arrange();
    if (focus) n.aside.focus({preventScroll: true});
    n.aside.scrollIntoView({block: "nearest"});
  }
  function unpin(back) {
    var n = lateral.pinned;
    if (!n) return false;
    lateral.pinned = null;
    n.aside.classList.remove("pinned");
    n.aside.querySelector(".full").remove();
    if (back && n.badge) n.badge.focus({preventScroll: true});
    lateral.arrange();
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
  function within(e) {
    var a = e.closest(".margin > .note");
    return a && notes.find(function (n) { return n.aside === a; }) || null;
  }

  // step goes to the next note that is shown, or to the one before.
  function step(by) {
    var ns = notes.filter(function (n) { return !n.out && n.badge; }), i = ns.indexOf(lateral.pinned || lateral.now);
    var n = ns[i < 0 ? (by > 0 ? 0 : ns.length - 1) : i + by];
    if (!n) return;
    unpin(false);
    n.badge.focus({preventScroll: true});
    n.badge.scrollIntoView({block: "center"});
    show(n);
  }

  function marks() {
    var off = lateral.settings.marks !== "off";
    set("marks", off ? "off" : "");
    pressed();
    if (off) { unpin(false); close(); }
  }
  function pressed() { all('[data-do="marks"]').forEach(function (b) { b.setAttribute("aria-pressed", lateral.settings.marks !== "off"); }); }
  pressed();

  function click(e) {
    if (!e.target.closest(".pick, mark[data-n]")) close();
    if (e.target.closest('[data-do="marks"]')) marks();
    all("details.drop[open]").forEach(function (d) { if (!d.contains(e.target)) d.open = false; });
    if (!article || !article.contains(e.target) || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button || !getSelection().isCollapsed) return;
    var n = ofLink(e.target), over = at(e.target);
    if (n && n.aside && !e.target.closest(".note, .notes, .lateral, .strip")) {
      e.preventDefault();
      pin(n, true);
    } else if (!n && over.length && !e.target.closest("a, button")) {
      if (over.length > 1) choose(over, e.clientX, e.clientY);
      else pin(over[0], false);
    }
  }
  function keys(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.key !== "Escape") return;
    if (e.key === "Escape") {
      var open = e.target.closest("details.drop[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      else if (!close(true) && !stop() && !unpin(true)) show(null);
      return;
    }
    if (lateral.settings.keys === "off" || !article) return;
    if (e.key === "m") marks();
    else if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
  }
  // on answers what a reader does anywhere on the page. The focus scrolls the text under a pointer that rests: what comes under it so was not pointed at.
  var resting = false;
  lateral.on = function (e) {
    var t = e.target, late;
    if (e.type === "selectionchange") {
      clearTimeout(chosen);
      chosen = setTimeout(words, 200);
      return;
    }
    if (strip && /^(mouse|click)/.test(e.type) && (late = strip.under(e)) !== t) {
      t = late;
      if (e.type === "click" && (late = t.closest(".strip a[href]"))) location.hash = late.getAttribute("href");
    }
    if (e.type === "toggle" && t.closest(".settings")) panel(t);
    if (t.closest && t.closest(".tools")) offer();
    if (e.type === "keydown") keys(e);
    else if (e.type === "click") click(e);
    else if (article && article.contains(t) && !lateral.pinned) {
      if (e.type === "focusin") resting = true;
      else if (resting) return;
      show(ofLink(t) || /^mouse/.test(e.type) && at(t)[0] || within(t));
    }
  };
  document.addEventListener("mousemove", function (e) {
    if (!resting) return;
    resting = false;
    if (article) lateral.on(e);
  });

  /* 4 Filter: one state for the text, the margin, the strip, the list and the address. */
  var form = document.getElementById("filter"), picked = [], place = "", late = 0, clear = all("[data-clear]");

  // classes are what a note's entry in the list says by its class: its kind and its stance.
  var classes = {
    k: {c: "claim claims", e: "evidence evidence", w: "wording wording", x: "context context", p: "prompt prompts", g: "gap gaps"},
    s: {supports: "supports supports", disputes: "disputes disputes", questions: "questions questions", reports: "reports reports", declined: "declined declined"}
  };
  // offer makes the form of what the notes can be chosen by, once somebody comes near: lines with a value, as in s:supports, and its words. Notes have the
  // numbers of the lines that the page lists.
  function offer() {
    if (!form || form.firstChild) return;
    var titles = {k: "Kind", s: "Stance", p: "How it is put", w: "Speaker", t: "Topic", b: "Notes by"}, set, listed = form.getAttribute("data-facets").split("\n");
    notes.forEach(function (n) {
      n.facets = (n.li.getAttribute("data-f") || "").split(" ").map(function (i) { return (listed[i] || "").split(" ")[0]; });
    });
    var lines = [];
    Object.keys(classes).forEach(function (group) {
      var found = Object.keys(classes[group]).filter(function (c) {
        return notes.filter(function (n) {
          return n.li.classList.contains(c) && n.facets.push(group + ":" + classes[group][c].split(" ")[0]);
        }).length;
      });
      if (found.length > 1) found.forEach(function (c) { lines.push(group + ":" + classes[group][c]); });
    });
    lines = lines.concat(listed.filter(Boolean));
    if (!lines.length) form.append(make("p", {class: "small"}, "All notes here are of one kind."));
    lines.forEach(function (line, i) {
      var value = line.split(" ")[0], group = value[0];
      if (!i || lines[i - 1][0] !== group) form.append(set = make("fieldset", {}, make("legend", {}, titles[group])));
      set.append(make("label", {}, make("input", {type: "checkbox", value: value}), " ",
        make("span", {class: group === "s" && value.slice(2) + " line"}, line.slice(value.length + 1)), " ", make("i", {})));
    });
    all("label", form).forEach(function (l) {
      l.lastChild.append(notes.filter(function (n) { return n.facets.indexOf(l.firstChild.value) >= 0; }).length);
    });
    place = location.hash.slice(1).split("&").filter(function (part) { return part.slice(0, 2) !== "f="; })[0] || "";
    form.addEventListener("change", function () { filter(true); });
    clear.forEach(function (b) {
      b.addEventListener("click", function () { form.reset(); all("input", form).forEach(function (i) { i.checked = false; }); filter(true); });
    });
  }
  // blocks are what a note's marks stand in, each laid out or not as a whole.
  function blocks(n) {
    n.blocks = n.blocks || [n.badge].concat(n.marks).map(function (e) { return e && e.closest("#text > *, .turn > *, .head"); }).filter(function (b, i, all) {
      return b && all.indexOf(b) === i;
    });
    return n.blocks;
  }
  // draw shows or takes out a note in the text and the margin, if that was not done.
  function draw(n) {
    if (n.out !== !!n.drawnOut) n.parts.forEach(function (p) { p.classList.toggle("out", n.out); });
    n.drawnOut = n.out;
  }
  // filter takes what was chosen. Where a reader chooses, what is seen changes at once, and what is some screens away, and the address, for which browsers
  // take milliseconds, after the paint.
  function filter(write) {
    var groups = {};
    all("input:checked", form).forEach(function (i) {
      var g = i.value.split(":")[0];
      (groups[g] = groups[g] || []).push(i.value);
    });
    // Places are asked for before anything changes, or each would have the page laid out anew.
    var shown = 0, seen = write ? notes.filter(function (n) { return !blocks(n).length || blocks(n).some(lateral.near); }) : notes;
    notes.forEach(function (n) {
      n.out = !Object.keys(groups).every(function (g) {
        return groups[g].some(function (v) { return n.facets.indexOf(v) >= 0; });
      });
      if (!n.out) shown++;
      n.li.classList.toggle("out", n.out);
    });
    seen.forEach(draw);
    if (strip) strip.draw();
    if (lateral.pinned && lateral.pinned.out) unpin(false);
    picked = [].concat.apply([], Object.keys(groups).map(function (g) { return groups[g]; }));
    document.getElementById("shown").textContent = shown === notes.length ? "" : shown + " of " + notes.length + " notes";
    clear.forEach(function (b) { b.hidden = !picked.length; });
    if (write) late = late || requestAnimationFrame(function () {
      requestAnimationFrame(function () { late = 0; notes.forEach(draw); address(); });
    });
    lateral.arrange();
  }
  // arrive takes the state out of the address: a place, as in #p3s2, a filter, as in #f=k:c, or both.
  lateral.arrive = function () {
    var filters = null, to = "";
    location.hash.slice(1).split("&").forEach(function (part) {
      if (part.slice(0, 2) === "f=") filters = part.slice(2).split(",").map(plain);
      else to = part;
    });
    if (filters) offer();
    place = to;
    if (form && form.firstChild) {
      if (filters) all("input", form).forEach(function (i) { i.checked = filters.indexOf(i.value) >= 0; });
      filter(!filters);
    }
    if (article.classList.contains("long")) settle(to, 6);
    else if (filters) settle(to, 1);
  };
  function address() {
    var hash = place + (picked.length ? (place ? "&" : "") + "f=" + picked.map(encodeURIComponent).join(",") : "");
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }
  function plain(part) {
    try { return decodeURIComponent(part); } catch (e) { return part; /* an address that somebody cut */ }
  }
  // settle goes to a place, again for some frames where what is above it gets its height only as it comes near.
  function settle(id, frames) {
    var e = id && document.getElementById(id);
    if (!e || !frames) return;
    e.scrollIntoView();
    requestAnimationFrame(function () { settle(id, frames - 1); });
  }
  /* 5 Several notes on the same words. */
  // choose lists the notes at one place, where there are several.
  var list = null;
  function choose(ns, x, y) {
    close();
    list = make("ul", {class: "pick", "aria-label": "Notes on these words"});
    ns.forEach(function (n) {
      var words = n.li.querySelector(".claim"), stance = n.li.querySelector("p.stance");
      list.append(make("li", {}, make("button", {type: "button", click: function () { close(); pin(n, true); }},
        make("b", {}, n.li.querySelector(".no").textContent), " " + (stance ? stance.textContent.trim() + ": " : "") + words.textContent.trim())));
    });
    document.querySelector("main").append(list);
    list.style.left = Math.max(8, Math.min(x, innerWidth - list.offsetWidth - 8)) + scrollX + "px";
    list.style.top = y + scrollY + 12 + "px";
    list.querySelector("button").focus();
    list.from = ns[0].badge;
  }
  function close(back) {
    if (!list) return false;
    list.remove();
    if (back && list.from) list.from.focus({preventScroll: true});
    list = null;
    return true;
  }

  /* 6 In a frame: the page of two sources side by side asks which passages stand on which claims, and where to go. */
  lateral.framed = function () {
    document.documentElement.classList.add("framed");
    var told = notes.filter(function (n) { return n.badge && n.li.querySelector(".claim a"); }).map(function (n) {
      var claim = n.li.querySelector(".claim a"), stance = n.li.querySelector("p.stance");
      return {
        id: n.id, claim: claim.href, words: claim.textContent, says: stance ? stance.textContent.trim() : "", line: n.li.className,
        sign: n.li.querySelector(".no").textContent
      };
    });
    parent.postMessage({lateral: told}, "*");
    addEventListener("message", function (e) {
      var n = e.source === parent && e.data && notes.find(function (n) { return n.id === e.data.lateral; });
      if (!n) return;
      unpin(false);
      show(n);
      (n.marks[0] || n.badge).scrollIntoView({block: "start"});
    });
  };
})();
