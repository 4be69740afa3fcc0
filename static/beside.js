/* lateral: two sources side by side. The two pages stand in frames, each with its own scroll; they say which passages they have on which
   claims (see "In a frame" in tools.js), and go where they are told. Nothing is loaded but these two pages of the site. */
(function () {
  "use strict";
  var sides = [{}, {}], middle, list;

  function make(tag, attributes) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (k) {
      if (typeof attributes[k] === "function") e.addEventListener(k, attributes[k]);
      else e.setAttribute(k, attributes[k]);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (c) { e.append(c); });
    return e;
  }

  function start() {
    list = document.getElementById("sources");
    var links = Array.prototype.slice.call(list.querySelectorAll("[data-id]"));
    if (links.length < 2) return;
    var asked = location.hash.slice(1).split("&").map(function (p) { return p.replace("s-", ""); });
    middle = make("nav", {"aria-label": "Claims that both have a passage on"});
    var page = make("div", {class: "beside"});
    sides.forEach(function (s, i) {
      s.choice = make("select", {change: function () { load(s); address(); }});
      links.forEach(function (a) { s.choice.append(make("option", {value: a.getAttribute("data-id")}, a.textContent)); });
      s.choice.value = asked[i] || "";
      if (!s.choice.value) s.choice.selectedIndex = i === 0 || sides[0].choice.selectedIndex ? 0 : 1;
      s.frame = make("iframe", {title: i ? "The source on the right" : "The source on the left"});
      s.label = make("label", {}, i ? "Right " : "Left ", s.choice);
    });
    // In the order of the Tab key: what is chosen, the claims, and then the texts, which have many stops.
    page.append(sides[0].label, sides[1].label, middle, sides[0].frame, sides[1].frame);
    list.hidden = true;
    document.querySelector(".noscript").hidden = true;
    list.after(page);
    addEventListener("message", hear);
    sides.forEach(load);
  }

  function load(s) {
    s.notes = null;
    s.frame.src = list.querySelector('[data-id="' + s.choice.value + '"]').href;
    draw();
  }
  function address() { history.replaceState(null, "", "#s-" + sides[0].choice.value + "&s-" + sides[1].choice.value); }

  function hear(e) {
    sides.forEach(function (s) {
      if (e.source === s.frame.contentWindow && e.data && Array.isArray(e.data.lateral)) {
        s.notes = e.data.lateral;
        draw();
      }
    });
  }

  // draw lists the claims that both sides have, with the passages of each.
  function draw() {
    middle.textContent = "";
    if (!sides[0].notes || !sides[1].notes) return;
    var by = sides.map(function (s) {
      var m = {};
      s.notes.forEach(function (n) { (m[n.claim] = m[n.claim] || []).push(n); });
      return m;
    });
    var shared = Object.keys(by[0]).filter(function (c) { return by[1][c]; });
    middle.append(make("p", {class: "small"}, shared.length === 1 ? "1 claim in both" : (shared.length || "No") + (shared.length ? " claims in both" : " claim in both")));
    shared.forEach(function (c) {
      var both = [by[0][c], by[1][c]], row = make("p", {class: "both"});
      row.append(make("button", {type: "button", click: function () { go(both, [0, 0]); }}, both[0][0].words));
      both.forEach(function (ns, i) {
        var line = make("span", {class: "side"});
        ns.forEach(function (n, k) {
          var at = [0, 0];
          at[i] = k;
          line.append(make("button", {type: "button", class: "s " + n.line, "aria-label": n.sign + (i ? " right: " : " left: ") + n.says, click: function () { go(both, at); }}, n.sign));
        });
        row.append(line);
      });
      middle.append(row);
    });
  }
  function go(both, at) {
    sides.forEach(function (s, i) { s.frame.contentWindow.postMessage({lateral: both[i][at[i]].id}, "*"); });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
