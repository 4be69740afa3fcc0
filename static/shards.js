/* lateral: loads the small scripts under search/ and reads what stands in them, for the search page and for previews. internal/search writes them. */
(() => {
"use strict";

const root = document.currentScript.src.replace(/(static\/)?shards\.js.*/, "");
const files = {d: () => "index", y: () => "days", t: (n) => "t-" + n, e: (n) => "e-" + n, s: (n) => "s-" + n, f: (n) => "f-" + n, k: () => "cards", c: (n) => "c-" + n};
const got = new Map(), coming = new Map();

function load(what, n) {
  const key = what + n;
  if (got.has(key)) return got.get(key);
  if (!coming.has(key)) coming.set(key, new Promise((done, failed) => {
    const s = document.createElement("script");
    s.src = `${root}search/${files[what](n)}.js`;
    s.onload = () => done(got.get(key));
    s.onerror = () => { coming.delete(key); failed(Error(s.src)); };
    document.head.append(s);
  }));
  return coming.get(key);
}

const digits = "!#$()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~", lastDigits = 60;
const worth = new Uint8Array(128);
[...digits].forEach((c, i) => { worth[c.charCodeAt(0)] = i; });

// read calls f with every number that a string holds; a digit from lastDigits on says that more follow.
function read(s, f) {
  for (let i = 0; i < s.length;) {
    let n = 0, by = 1, d;
    while ((d = worth[s.charCodeAt(i++)]) >= lastDigits) { n += d * by; by *= digits.length - lastDigits; }
    f(n + d * by);
  }
}
const numbers = (s) => { const out = []; read(s, (n) => out.push(n)); return out; };
const split = (s, by) => s === "" ? [] : s.split(by);
const pairs = (s) => split(s, "\t").flatMap((x, i, all) => i % 2 ? [] : [[x, all[i + 1]]]);

// A term is written as a digit for the letters that it shares with the one before, and the rest.
function unfront(s) {
  let last = "";
  return split(s, " ").map((t) => last = last.slice(0, worth[t.charCodeAt(0)]) + t.slice(1));
}
function remembered(f) {
  const m = new WeakMap();
  return (x) => { if (!m.has(x)) m.set(x, f(x)); return m.get(x); };
}

function hash(id) {
  const base = digits.length;
  let h = 0;
  for (const c of id) h = (h * 31 + c.charCodeAt(0)) % base ** 3;
  return digits[Math.floor(h / base / base)] + digits[Math.floor(h / base) % base] + digits[h % base];
}

// unitOf reads a unit: blocks of text and notes, each with its sentences. A note's sign is its kind, 0 and its stance; its mark begins at from in the
// first of its sentences and ends at to in the last, or marks them whole where to is 0.
const unitOf = remembered(([path, title, about, date, people, odd, text, notes, lang]) => {
  const u = {path, about, date, lang, people: split(people, "\t"), parts: [], text: path.includes("/sources/")};
  const odds = new Map(split(odd, " ").map((t) => /^(\d+)(?:@(\d*))?(?:=(.*))?$/.exec(t)).map((m) => [+m[1], m]));
  let next = 0, who = -1, at = 0;
  split(text, "\t\t").forEach((b, i) => {
    const m = odds.get(i) || [], addr = m[3] ?? "p" + next;
    if (m[2] !== undefined) who = m[2] === "" ? -1 : +m[2];
    if (/^p\d/.test(addr)) next = +addr.slice(1) + 1;
    u.parts.push({addr, who, at, lines: split(b, "\t"), title: addr === "p0", weight: addr === "p0" ? 2 : 1});
    at += u.parts[i].lines.length;
  });
  u.title = title || u.parts[0].lines.join(" ");
  if (!u.text) u.parts.unshift({title: true, who: -1, lines: [u.title], weight: 2});
  for (const n of split(notes, "\t\t")) {
    const [head, ...lines] = n.split("\t"), [sign, id, claim, by, at = -1, count = 1, from = 0, to = 0] = head.split(" ");
    u.parts.push({id, kind: sign[0], stance: sign.slice(2).replace("+", ""), quotes: sign.endsWith("+"), claim, who: by === "" ? -1 : +by, at: +at, count: +count, from: +from, to: +to, lines, weight: 1.1});
  }
  return u;
});

window.lateral = Object.assign((what, n, data) => got.set(what + n, data), {root, got, load, read, numbers, split, pairs, unfront, remembered, hash, unitOf});
})();
