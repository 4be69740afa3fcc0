/* lateral: what a reader asks for now and then, loaded when it is first wanted: settings, and what can be done with chosen words. */
(function () {
  "use strict";
  var lateral = window.reading, all = lateral.all, make = lateral.make;

  /* 1 Settings. */
  var choices = {
    ink: ["Ink", ["", "as the device says"], ["light", "light"], ["sepia", "sepia"], ["dark", "dark"]],
    size: ["Text", ["s", "smaller"], ["", "normal"], ["l", "larger"], ["xl", "largest"]],
    measure: ["Lines", ["short", "short"], ["", "normal"], ["long", "long"]],
    space: ["Spacing", ["", "normal"], ["wide", "wide"]],
    face: ["Typeface", ["", "serif"], ["plain", "plain"]],
    keys: ["Single keys m j k", ["", "on"], ["off", "off"]]
  };
  lateral.panel = function (details) {
    if (details.querySelector("form")) return;
    var form = make("form", {"aria-label": "Reading settings", change: function (e) { lateral.set(e.target.name, e.target.value); }});
    Object.keys(choices).forEach(function (k) {
      var set = make("fieldset", {}, make("legend", {}, choices[k][0]));
      choices[k].slice(1).forEach(function (c) {
        set.append(make("label", {}, make("input", {type: "radio", name: k, value: c[0], checked: (lateral.settings[k] || "") === c[0]}), " " + c[1]));
      });
      form.append(set);
    });
    details.append(form);
  };

  /* 2 Words: a link to them, a citation, their place in the original, and their sound. */
  var bar = null;
  lateral.words = function () {
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
  };
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
  lateral.stop = stop;
})();
