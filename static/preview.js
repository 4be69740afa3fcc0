/* lateral: what a link leads to, in a card beside it: a claim, a speaker, an outlet, a source or a passage. It comes when the pointer rests on a link
   or a key has led there, stays while either is there or the pointer is on the card, and goes with Esc. It has no links, so that the focus never
   goes into it, and is tied to its link as a description, which a screen reader says when asked. What it says stands in small scripts under
   search/, loaded when they are first wanted: see shards.js. */
(() => {
"use strict";
const {first} = window.reading, base = document.currentScript.src.replace(/preview\.js.*/, "");
const hoverWait = 350, focusWait = 600, leaveWait = 250, mostWords = 300, mostBefore = 90;
let on = null, card = null, waits = 0, dismissed = null, asked = 0, byKey = false, resting = false;

const make = (tag, attributes, ...children) => {
  const e = document.createElement(tag);
  for (const k in attributes) if (attributes[k] !== false) e.setAttribute(k, attributes[k]);
  e.append(...children);
  return e;
};
const added = (e) => new Promise((done, failed) => { e.onload = done; e.onerror = failed; document.head.append(e); });
const ready = Promise.all([
  added(make("link", {rel: "stylesheet", href: base + "preview.css"})), window.lateral || added(make("script", {src: base + "shards.js"})),
]);

// target is where a link leads: the path of a page with a card, and a place on it; null for all others and for this page itself.
function target(a) {
  const root = base.replace(/static\/$/, ""), [page, place = ""] = new URL(a.getAttribute("href"), document.baseURI).href.split("#");
  const m = page.startsWith(root) && page !== location.href.split("#")[0] && /^((?:speakers|outlets|[^/]+\/claims|[^/]+\/sources)\/[^/.]+)(?:\.[^/]*)?\.html$/.exec(decodeURI(page.slice(root.length)));
  return m ? {path: m[1], place: decodeURIComponent(place)} : null;
}
function link(e) {
  const a = e.closest && e.closest("main a[href]");
  return a && target(a) ? a : null;
}

// 1 When

function wait(ms, f) { clearTimeout(waits); waits = setTimeout(f, ms); }
// The focus scrolls the page under a pointer that rests: what comes under it so was not pointed at.
function over(e) {
  if (resting || e.pointerType === "touch") return;
  const a = link(e.target);
  if (a !== dismissed) dismissed = null;
  if (a && a === on || card && card.contains(e.target)) clearTimeout(waits);
  else if (a && !dismissed) wait(hoverWait, () => { byKey = false; open(a, e.clientY); });
  else if (on && byKey) clearTimeout(waits);
  else wait(leaveWait, close);
}
function moved(e) {
  if (!resting) return;
  resting = false;
  over(e);
}
function focus(e) {
  resting = true;
  const a = link(e.target);
  if (a && a !== on && a.matches(":focus-visible")) wait(focusWait, () => { byKey = true; open(a); });
}
function close() {
  clearTimeout(waits);
  asked++;
  if (!on) return false;
  on.removeAttribute("aria-describedby");
  card.remove();
  on = card = null;
  return true;
}

async function open(a, y) {
  close();
  const mine = ++asked;
  try {
    await ready;
    const made = await make_(target(a));
    if (!made || mine !== asked || !a.isConnected) return;
    on = a;
    card = made;
  } catch { return; /* a file is not there: the link still is */ }
  document.querySelector("main").append(card);
  a.setAttribute("aria-describedby", card.id);
  place(a, y);
}

// place puts the card under the line of the link that was pointed at, or above it where there is more room; never beyond the window.
function place(a, y) {
  const rects = [...a.getClientRects()], r = rects.find((r) => y >= r.top && y <= r.bottom) || rects[0] || a.getBoundingClientRect();
  const wide = document.documentElement.clientWidth, w = card.offsetWidth, h = card.offsetHeight, below = innerHeight - r.bottom;
  const left = Math.max(8, Math.min(r.left, wide - w - 8)), top = below >= h + 12 || below >= r.top ? r.bottom + 6 : r.top - h - 6;
  card.style.left = left + scrollX + "px";
  card.style.top = Math.max(scrollY, top + scrollY) + "px";
}

// 2 What

const words = (k) => Object.fromEntries(lateral.pairs(k[1]).map(([letter, w]) => [letter, w.split(" ")]));

async function make_({path, place}) {
  const directory = await lateral.load("k", 0), keys = lateral.unfront(directory[0]);
  let n = 0;
  while (keys[n + 1] <= path) n++;
  const shard = await lateral.load("c", n), i = lateral.unfront(shard[0]).indexOf(path);
  if (i < 0) return null;
  const [head, title, ...lines] = shard[1].split("\t\t")[i].split("\t"), stances = words(directory);
  const parts = head.split(" ").slice(1), passage = parts.length && place && await found(path, place, parts, stances);
  if (passage) return passage;
  const box = make("div", {class: "preview", id: "preview", role: "tooltip"}, make("p", {class: "what"}, title));
  for (const l of lines) box.append(make("p", {}, ...(l[0] === "=" ? sums(l.slice(1), stances) : [l])));
  return box;
}

// sums are how many passages do what, and in how many sources: "S3 D1 4 sources" reads 3 support, 1 disputes, in 4 sources.
function sums(line, stances) {
  const out = [], [, counts, sources] = /^((?:[A-Z]\d+ )*)(.*)$/.exec(line);
  for (const [, letter, n] of counts.matchAll(/([A-Z])(\d+)/g)) {
    const [one, many] = stances[letter];
    out.push(n + " ", make("span", {class: one + " line"}, n === "1" ? one : many), ", ");
  }
  return [...out, "in " + sources];
}

// found is the card of a passage: its sentences with the mark, who says it, and where; null where the place is none that has words.
async function found(path, place, parts, stances) {
  const note = /^[mn]-(.+)$/.exec(place), block = /^(p(\d+)|sub)(?:s(\d+))?$/.exec(place);
  if (!note && !block) return null;
  const data = await lateral.load("s", shardOf(parts, note, block)), units = data.map(lateral.unitOf).filter((u) => u.path === path);
  for (const u of units) {
    const n = note && u.parts.find((p) => p.id === note[1]), b = block && u.parts.find((p) => !p.id && p.addr === block[1]);
    if (n) return noted(u, n, stances);
    if (b) return quoted(u, b.who, "", b.lines.slice(block[3] ? block[3] - 1 : 0, block[3] || 2).join(" "), 0, 0);
  }
  return null;
}

// shardOf tells in which file a place of a text is. A text of several parts says where each begins, and which notes are in it.
function shardOf(parts, note, block) {
  let shard = parts[0];
  for (let i = 0; i < parts.length && parts.length > 1; i += 3) {
    const notes = parts[i + 2], h = note && lateral.hash(note[1]);
    if (note) for (let k = 0; k < notes.length; k += 3) if (notes.slice(k, k + 3) === h) return parts[i];
    if (block && +block[2] >= +parts[i + 1]) shard = parts[i];
  }
  return shard;
}

function noted(u, n, stances) {
  const stance = n.stance ? (stances[n.stance] || [""])[0] : "", kind = stance ? "c " + stance : n.kind;
  if (n.at < 0) return quoted(u, n.who, kind, n.quotes ? n.lines[1] : "", 0, 0, stance, n.lines[0]);
  const all = u.parts.filter((p) => !p.id).flatMap((p) => p.lines), own = all.slice(n.at, n.at + n.count), text = own.join(" ");
  const end = n.to ? text.length - own[own.length - 1].length + n.to : text.length;
  return quoted(u, n.who, kind, text, n.from, end, stance);
}

// quoted makes the card of words; those from from to end are the mark. Of long ones it has as much as one reads at a glance.
function quoted(u, who, kind, text, from, end, stance, ours) {
  const box = make("div", {class: "preview " + (kind ? "bar " + kind.replace(/^c /, "") : ""), id: "preview", role: "tooltip"});
  const name = who >= 0 ? u.people[who].slice(3) : "", by = make("p", {});
  if (name) by.append(make("b", {}, name));
  if (stance) by.append(name ? " · " : "", make("span", {class: "stance"}, stance));
  if (name || stance) box.append(by);
  if (ours) box.append(make("p", {}, ours));
  if (text) {
    const q = make("blockquote", {class: "what", lang: u.lang || false});
    const mark = kind && !end ? [0, text.length] : [from, end];
    const begin = mark[0] > mostBefore + 20 ? space(text, mark[0] - mostBefore) : 0, stop = text.length > begin + mostWords + 20 ? text.lastIndexOf(" ", begin + mostWords) : text.length;
    const cut = (i) => Math.min(Math.max(i, begin), stop < 0 ? text.length : stop), [a, z] = mark.map(cut), last = cut(text.length);
    q.append((begin ? "… " : "") + text.slice(begin, a), ...(z > a ? [make("mark", {class: kind + " l0"}, text.slice(a, z))] : []), text.slice(z, last) + (last < text.length ? " …" : ""));
    box.append(q);
  }
  box.append(make("p", {}, u.title, " · " + [u.about, u.date].filter(Boolean).join(", ")));
  return box;
}
const space = (text, i) => text.indexOf(" ", i) + 1;

// 3 Beginning

document.addEventListener("pointerover", over);
document.addEventListener("mousemove", moved);
document.documentElement.addEventListener("pointerleave", () => { if (!byKey) wait(leaveWait, close); });
document.addEventListener("pointerdown", (e) => { if (!card || !card.contains(e.target)) { dismissed = link(e.target); close(); } });
document.addEventListener("focusin", focus);
document.addEventListener("focusout", () => { if (byKey || !on) close(); });
document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  const was = on;
  if (!close()) return;
  if (was.matches(":hover")) dismissed = was;
  e.stopPropagation();
}, true);
if (first.type === "focusin") focus(first); else over(first);
})();
