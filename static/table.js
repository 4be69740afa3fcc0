/* lateral: the tables of claims sort, filter, and go into a spreadsheet. Without this script they read as they stand. */
(function () {
  "use strict";

  function all(selector, within) { return Array.prototype.slice.call(within.querySelectorAll(selector)); }
  function make(tag, attributes) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (k) {
      if (typeof attributes[k] === "function") e.addEventListener(k, attributes[k]);
      else e.setAttribute(k, attributes[k]);
    });
    Array.prototype.slice.call(arguments, 2).forEach(function (c) { e.append(c); });
    return e;
  }
  function words(e) { return e.textContent.replace(/\s+/g, " ").trim(); }

  // of counts what a row has: passages that support and dispute, and columns with a passage.
  function of(row) {
    var n = {supports: all(".s.supports", row).length, disputes: all(".s.disputes", row).length, any: 0};
    all("td", row).forEach(function (td) { if (td.querySelector(".s")) n.any++; });
    return n;
  }

  var orders = [
    ["as given", null],
    ["by their words", function (a, b) { return a.words.localeCompare(b.words, document.documentElement.lang); }],
    ["most passages first", function (a, b) { return b.n.any - a.n.any; }],
    ["most disputed first", function (a, b) { return Math.min(b.n.supports, b.n.disputes) - Math.min(a.n.supports, a.n.disputes) || b.n.disputes - a.n.disputes; }]
  ];
  var tests = [
    ["all", function () { return true; }],
    ["with a passage", function (n) { return n.any > 0; }],
    ["supported", function (n) { return n.supports > 0; }],
    ["disputed", function (n) { return n.disputes > 0; }],
    ["supported and disputed", function (n) { return n.supports > 0 && n.disputes > 0; }]
  ];

  function tools(section) {
    var tables = all("table.matrix:not(.sheet)", section);
    if (!tables.length) return;
    var bodies = [];
    tables.forEach(function (t) {
      all("tbody", t).forEach(function (b) {
        bodies.push({body: b, table: t, rows: all("tr:not(.topic, .heads)", b).map(function (r, i) {
          var head = r.querySelector("th");
          return {row: r, at: i, words: head ? words(head) : "", n: of(r)};
        })});
      });
    });
    var order = make("select", {change: draw}), test = make("select", {change: draw}), find = make("input", {type: "search", input: draw}), said = make("output");
    orders.forEach(function (o, i) { order.append(make("option", {value: i}, o[0])); });
    tests.forEach(function (o, i) { test.append(make("option", {value: i}, o[0])); });
    section.querySelector("h3, .scroll").before(make("form", {class: "tabletools", submit: function (e) { e.preventDefault(); }},
      make("label", {}, "Claims ", order), make("label", {}, "Only ", test), make("label", {}, "With the words ", find),
      make("button", {type: "button", click: save}, "Save as CSV"), said));

    function draw() {
      var by = orders[order.value][1], holds = tests[test.value][1], text = find.value.trim().toLowerCase(), shown = 0, of = 0;
      bodies.forEach(function (b) {
        var rows = b.rows.slice();
        rows.sort(by ? function (x, y) { return by(x, y) || x.at - y.at; } : function (x, y) { return x.at - y.at; });
        rows.forEach(function (r) {
          r.row.hidden = !(holds(r.n) && r.words.toLowerCase().indexOf(text) >= 0);
          of++;
          if (!r.row.hidden) shown++;
          b.body.append(r.row);
        });
        if (b.body.querySelector(".topic")) b.body.hidden = rows.every(function (r) { return r.row.hidden; });
      });
      said.textContent = shown === of ? "" : shown + " of " + of + " claims";
    }

    // save writes what the tables show: a line a claim, a column a source; letters as in the cells.
    function save() {
      var columns = [], at = {}, lines = [];
      tables.forEach(function (t) {
        t.columns = all("thead th", t).slice(1).map(function (th) {
          var a = th.querySelector("a"), key = a ? a.getAttribute("href") : words(th);
          if (!(key in at)) { at[key] = columns.length; columns.push(words(th)); }
          return at[key];
        });
      });
      lines.push(["Topic", "Claim"].concat(columns));
      bodies.forEach(function (b) {
        var topic = b.body.querySelector(".topic");
        for (var e = b.table; !topic && e && e !== section; e = e.parentNode) {
          for (var p = e.previousElementSibling; p && !topic; p = p.previousElementSibling) if (p.tagName === "H3") topic = p;
        }
        all("tr:not(.topic, .heads)", b.body).forEach(function (r) {
          if (r.hidden) return;
          var line = [topic ? words(topic) : "", words(r.querySelector("th"))];
          columns.forEach(function () { line.push(""); });
          all("td", r).forEach(function (td, i) { line[2 + b.table.columns[i]] = all(".s, .dot", td).map(words).join(" "); });
          lines.push(line);
        });
      });
      var text = lines.map(function (l) {
        return l.map(function (c) { return '"' + (/^[=+\-@\t]/.test(c) ? "'" : "") + c.replace(/"/g, '""') + '"'; }).join(",");
      }).join("\r\n") + "\r\n";
      var a = make("a", {href: URL.createObjectURL(new Blob(["\ufeff" + text], {type: "text/csv"})), download: "claims.csv"});
      document.body.append(a);
      a.click();
      a.remove();
      setTimeout(function () { URL.revokeObjectURL(a.href); }, 10000);
    }
  }

  function start() { all("main section", document).forEach(tools); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
