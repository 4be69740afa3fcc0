/* The search page. What it looks in are small scripts under search/, loaded when a query needs them, so that it works from a folder on disk as
   from a server. internal/search writes them, and folds and cuts words in the same way. */
(() => {
"use strict";

const {got, load, read, numbers, split, pairs, unfront, remembered, hash, unitOf} = window.lateral;
const loadAll = (what, ns) => Promise.all([...new Set(ns)].map((n) => load(what, n)));
const termsIn = remembered((data) => unfront(data[0])), listsIn = remembered((data) => data[1].split(" "));

// 1 Words

const dropped = /[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/;
const strokes = {ß: "ss", ẞ: "ss", ø: "o", ł: "l", đ: "d", ħ: "h", ŧ: "t", æ: "ae", œ: "oe", þ: "th", ð: "d", ı: "i"};
const runs = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*/gu;
const alone = `(?=[\\p{L}\\p{N}])[${"Han Hiragana Katakana Thai Lao Khmer Myanmar New_Tai_Lue Tai_Le Tai_Tham Tai_Viet Ahom Yi".replace(/\S+/g, "\\p{sc=$&}")}ーﾞﾟ]`;
const pieces = RegExp(`${alone}[\\p{M}\\p{Cf}]*|(?:(?!${alone})[^])+`, "gu");
const plain = new Map();

function fold(word) {
  if (/^\w*$/.test(word)) return word.toLowerCase();
  let out = "";
  for (const c of word.normalize("NFC")) {
    if (!plain.has(c)) plain.set(c, [...c.normalize("NFKD")].map((d) => dropped.test(d) || !/[\p{L}\p{N}\p{M}]/u.test(d) ? "" :
      strokes[d] || (d = d.toUpperCase().toLowerCase(), strokes[d] || d)).join("").normalize("NFC"));
    out += plain.get(c);
  }
  return out;
}

// cut gives the terms of a text and where they stand: runs of letters and digits, and single characters where a script has no spaces.
function cut(text) {
  const out = [], add = (w, from) => { const t = fold(w); if (t) out.push({t, from, to: from + w.length}); };
  for (const m of text.matchAll(runs)) {
    if (!/[\u0e00-\uffff]/.test(m[0])) add(m[0], m.index);
    else for (const p of m[0].matchAll(pieces)) add(p[0], m.index + p.index);
  }
  return out;
}

// near reports whether two words are one slip apart: a letter more, less or other, or two in each other's place.
function near(a, b) {
  if (a.length > b.length) [a, b] = [b, a];
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length < b.length) return a.slice(i) === b.slice(i + 1);
  return a.slice(i + 1) === b.slice(i + 1) || a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

// parse reads what was typed. A word with an apostrophe or without spaces is a phrase. The last word may be the beginning of one, and any with a star.
function parse(q) {
  const items = [];
  q = q.replace(/[“”„«»]/g, '"');
  for (const m of q.matchAll(/"([^"]*)"?|[^\s"]+/g)) {
    const words = cut(m[0]).map((w) => w.t), star = m[0].endsWith("*");
    const open = star || m[1] === undefined && m.index + m[0].length === q.length && words.length > 0 && words[words.length - 1].length > 1;
    if (words.length) items.push({words, open});
  }
  return items;
}

// 2 Units that have the words

const mostFiles = 3;
const weight = [1, 1.4, 1.7, 3]; // of a word that stands in a unit once, more often, in a note, in the title
let dir, ends, shardOf, firstOf;

function directory() {
  const [counts, sizes, goesOn, keys, endings, often, kinds, stances] = load("d", 0);
  let n = 0;
  ends = numbers(counts).map((c) => n += c);
  dir = {units: n, keys: keys.split("\t"), endings: endings.split("\t"), often: new Set(often.split(" ")), kinds: Object.fromEntries(pairs(kinds)), stances: Object.fromEntries(pairs(stances))};
  shardOf = [];
  firstOf = [];
  const sizesOf = numbers(sizes);
  for (let i = 0; i < sizesOf.length; i += 2) for (let k = 0; k < sizesOf[i]; k++) {
    firstOf.push(shardOf.length);
    for (n = 0; n < sizesOf[i + 1]; n++) shardOf.push(firstOf.length - 1);
  }
  n = 0;
  dir.goesOn = new Set(numbers(goesOn).map((d) => n += d));
}

// place is the shard that holds a term; places are those that hold all terms with a beginning.
function place(keys, term) {
  let lo = 0, hi = keys.length;
  while (hi - lo > 1) { const mid = (lo + hi) >> 1; if (keys[mid] <= term) lo = mid; else hi = mid; }
  return lo;
}
const range = (from, to) => Array.from({length: to - from + 1}, (_, i) => from + i);
const places = (keys, beginning) => range(place(keys, beginning), place(keys, beginning + "\uffff"));
const placeOf = (word) => place(dir.keys, word);

// among gives the terms that f accepts in shards that are here, with their lists of units.
const among = (shards, f) => shards.flatMap((n) => termsIn(got.get("t" + n)).flatMap((t, i) => f(t) ? [{t, list: listsIn(got.get("t" + n))[i]}] : []));

// each calls f with every unit of a list, and how the term stands in it.
function each(list, f) {
  let unit = -1;
  read(list, (v) => f(unit += (v >> 2) + 1, v & 3));
}

// slips finds the terms that one slip makes of a word. One half of it is right: it looks through those that begin with the first half, as far as
// they are here, and those that end with the second.
async function slips(word) {
  if (word.length < 4 || /^\d+$/.test(word)) return [];
  const half = word.length >> 1, back = [...word].reverse().join("");
  const words = new Set(among(places(dir.keys, word.slice(0, half)).filter((n) => got.has("t" + n)), (t) => /^[^!#%@^]/.test(t) && near(t, word)).map((m) => m.t));
  if (dir.keys.length > 1) {
    const found = await loadAll("e", places(dir.endings, back.slice(0, half)).slice(0, 2));
    for (const t of found.flatMap(termsIn)) if (near(t, back)) words.add([...t].reverse().join(""));
  }
  const shards = [...new Set([...words].map(placeOf))].slice(0, 2);
  await loadAll("t", shards);
  return among(shards, (t) => words.has(t));
}

// find gives the units that have the words of a query, best first. It loads three files at most for them: long words tell most, and what was not
// looked up has to stand in the sentences.
async function find(items, state) {
  const wanted = new Map(), said = [];
  for (const it of items) it.words.forEach((w, i) => {
    const e = wanted.get(w) || {word: w, open: false, forms: new Set([w]), rare: 0.1};
    e.open ||= it.open && i === it.words.length - 1;
    wanted.set(w, e);
  });
  const terms = [...wanted.values()];
  let asked = terms.filter((e) => e.open || !dir.often.has(e.word) && (e.word.length > 1 || e.word > "\u0e00"));
  if (terms.length <= mostFiles && terms.every((e) => e.word.length > 1) || !asked.length) asked = terms;
  asked = asked.sort((a, b) => b.word.length - a.word.length).slice(0, mostFiles);
  const need = new Set(asked.map((e) => placeOf(e.word)));
  for (const e of asked) {
    const all = e.open ? places(dir.keys, e.word) : [placeOf(e.word)];
    e.shards = all.filter((n) => need.has(n) || got.has("t" + n) || need.size < mostFiles && need.add(n));
    e.short = e.shards.length < all.length;
  }
  const tags = [["collection", "%"], ["source", "^"], ["speaker", "@"], ["claim", "#"], ["stance", "!"]].filter(([key]) => state[key]).map(([key, sign]) => sign + state[key]);
  await Promise.all([loadAll("t", [...need, ...tags.map(placeOf)]), (state.from || state.to) && load("y", 0)]);

  const score = new Float32Array(dir.units), count = new Uint8Array(dir.units), allowed = filter(tags, state);
  for (const e of asked) {
    let found = among(e.shards, (t) => t === e.word || e.open && t.startsWith(e.word));
    if (e.short && !found.some((m) => m.t === e.word)) said.push(`Not all words that begin with “${e.word}” were looked for: write a letter more.`);
    else if (!found.length) {
      found = await slips(e.word);
      said.push(`Nothing has “${e.word}”` + (found.length ? `; this has ${found.map((m) => `“${m.t}”`).join(", ")}.` :
        ` nor a word one letter off${dir.keys.length > 1 ? ", as far as those were looked through that begin or end like it" : ""}.`));
    }
    const best = new Float32Array(dir.units);
    for (const m of found) {
      e.forms.add(m.t);
      const rare = (m.t === e.word ? 1 : 0.7) * Math.log(1 + dir.units / (m.list.length || 1));
      e.rare = Math.max(e.rare, rare);
      each(m.list, (u, how) => { best[u] = Math.max(best[u], rare * weight[how]); });
    }
    best.forEach((b, u) => { if (b) { score[u] += b; count[u]++; } });
  }
  let most = 0, units = 0;
  for (let u = 0; u < dir.units; u++) if (allowed[u]) most = Math.max(most, count[u]);
  const order = new Float64Array(dir.units), sum = [0, 0, 0, 0];
  for (let u = 0, kind = 0; u < dir.units && (most || !items.length); u++) {
    while (u >= ends[kind]) kind++;
    if (!allowed[u] || count[u] < most) continue;
    order[units++] = -Math.round(score[u] * 1000) * dir.units + u; // ascending: the best first, and of equals the first
    if (!dir.goesOn.has(u)) sum[kind]++;
  }
  const best = order.subarray(0, units).sort();
  return {
    terms, items, said, score, units, sum, strict: most === asked.length, sure: asked.length === terms.length && items.every((it) => it.words.length === 1),
    unit: (i) => (best[i] % dir.units + dir.units) % dir.units, next: 0, is: remember((t) => terms.filter((e) => e.forms.has(t) || e.open && t.startsWith(e.word)).map((e) => e.word)),
  };
}

// filter marks the units that the filters leave.
function filter(tags, state) {
  const allowed = new Uint8Array(dir.units), kind = {text: 0, notes: 0, claims: 1, speakers: 2, outlets: 3}[state.in];
  if (kind === undefined) allowed.fill(1); else allowed.fill(1, kind && ends[kind - 1], ends[kind]);
  for (const tag of tags) {
    const has = new Uint8Array(dir.units);
    for (const m of among([placeOf(tag)], (t) => t === tag)) each(m.list, (u) => { has[u] = 1; });
    has.forEach((yes, u) => { allowed[u] &= yes; });
  }
  if (state.from || state.to) {
    const ns = numbers(got.get("y0")[0]), from = day(state.from, 0), to = day(state.to, 1);
    for (let u = 0, i = 0, at = 0; u < dir.units; u++) {
      const n = ns[i++], more = n && ns[i++];
      at += n % 2 ? (n - 1) / 2 : -n / 2;
      if (n === 0 || at > to || at + more < from) allowed[u] = 0;
    }
  }
  return allowed;
}

// day counts from the first of the year 1. A year or a month alone is its first day, or with last its last.
function day(s, last) {
  const m = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(s || "");
  if (!m) return last ? Infinity : 0;
  const [, y, mo, d] = m.map(Number), more = last && !d ? 1 : 0;
  return new Date(0).setUTCFullYear(mo ? y : y + more, mo ? mo - 1 + more : 0, d || 1) / 864e5 + 719162 - more;
}

// 3 Sentences

const cutOf = remembered((part) => part.lines.flatMap((l, line) => cut(l).map((w) => ({...w, line}))));

// hitsIn finds the sentences of a unit that a query is about, best first; null where it does not hold all of it, or the filters leave nothing.
function hitsIn(u, {terms, items, strict, is}, state) {
  const claim = state.claim && hash(state.claim), speaker = state.speaker && hash(state.speaker), seen = new Set(), hits = [];
  const by = (p) => !speaker || p.who >= 0 && u.people[p.who].slice(0, 3) === speaker;
  const fits = (n) => n.id && (!claim || n.claim === claim) && (!state.stance || n.stance === state.stance) && by(n);
  const notes = u.parts.filter(fits), asks = claim || state.stance || speaker;
  const allowed = (p, line) => !u.text || (p.id ? state.in !== "text" && fits(p) : state.in !== "notes" && (
    !asks || !claim && !state.stance && by(p) || notes.some((n) => n.at >= 0 && p.at + line >= n.at && p.at + line < n.at + n.count)));
  for (const p of u.parts) {
    if (!items.length) {
      p.lines.forEach((_, line) => { if (p.id ? line === 0 && allowed(p) && (state.in === "notes" || p.at < 0) : p.title || asks && allowed(p, line)) hits.push({p, line, score: 0, marks: []}); });
      continue;
    }
    const words = cutOf(p), places = new Map();
    words.forEach((w, i) => {
      if (is(w.t).length) items.forEach((it) => {
        if (!it.words.every((x, k) => words[i + k] && is(words[i + k].t).includes(x))) return;
        seen.add(it);
        if (!places.has(w.line)) places.set(w.line, []);
        places.get(w.line).push({it, i, marks: words.slice(i, i + it.words.length)});
      });
    });
    for (const [line, found] of places) {
      if (!allowed(p, line)) continue;
      let score = 0;
      for (const it of new Set(found.map((f) => f.it))) score += Math.max(...terms.filter((e) => it.words.includes(e.word)).map((e) => e.rare));
      found.forEach((f, k) => { if (k && f.it !== found[k - 1].it) score += 2 / (f.i - found[k - 1].i); });
      hits.push({p, line, score: score * p.weight, marks: found.flatMap((f) => f.marks).filter((w) => w.line === line)});
    }
  }
  if (!hits.length || asks && u.text && hits.every((h) => h.p.title) || strict && items.some((it) => !seen.has(it))) return null;
  return hits.sort((a, b) => b.score - a.score);
}
function remember(f) {
  const m = new Map();
  return (x) => { if (!m.has(x)) m.set(x, f(x)); return m.get(x); };
}

const batch = 10, mostLooked = 40;

// next gives the next results. Units are looked through in the order of their score; those of a batch are shown in the order of their best sentence.
async function next(query, state) {
  const groups = new Map(), stop = Math.min(query.units, query.next + mostLooked);
  while (query.next < stop && groups.size < batch) {
    const units = [];
    while (query.next < stop && units.length < batch - groups.size) units.push(query.unit(query.next++));
    await loadAll("s", units.map((n) => shardOf[n]));
    for (const n of units) {
      const u = unitOf(got.get("s" + shardOf[n])[n - firstOf[shardOf[n]]]), hits = hitsIn(u, query, state);
      if (!hits) continue;
      const g = groups.get(u.path) || {u, hits: [], score: 0};
      g.hits.push(...hits.map((h) => ({...h, u})));
      g.score = Math.max(g.score, query.score[n] + 2 * hits[0].score);
      groups.set(u.path, g);
    }
  }
  return [...groups.values()].sort((a, b) => b.score - a.score).map(show);
}

// 4 The page

const $ = (id) => document.getElementById(id);
const form = $("find"), box = $("q"), out = $("found"), more = $("more"), narrow = $("narrow"), fields = form.elements, title = document.title;
const keys = ["q", "in", "stance", "collection", "source", "claim", "speaker", "from", "to"];

function el(name, ...inside) {
  const [tag, cls] = name.split("."), e = document.createElement(tag);
  if (cls) e.className = cls;
  e.append(...inside);
  return e;
}
function link(href, ...inside) {
  const a = el("a", ...inside);
  a.href = href;
  return a;
}
function button(text, f) {
  const b = el("button", text);
  b.type = "button";
  b.onclick = f;
  return b;
}
const joined = (...parts) => parts.filter((x) => x).join(" · ");

const longest = 320, lead = 90;

// sentence is a sentence with its hits marked; of a long one, what stands around the first.
function sentence(text, marks) {
  const out = [], first = marks[0]?.from || 0;
  let at = 0, end = text.length;
  if (end > longest) {
    if (first > longest / 2) out.push("… "), at = text.lastIndexOf(" ", first - lead) + 1;
    end = text.indexOf(" ", Math.max(at + longest, marks[0]?.to || 0));
    if (end < 0) end = text.length;
  }
  for (const m of marks) if (m.from >= at && m.to <= end) {
    out.push(text.slice(at, m.from), el("mark", text.slice(m.from, m.to)));
    at = m.to;
  }
  return [...out, text.slice(at, end), end < text.length ? " …" : ""];
}

// show is a result: a source with its best sentences, or a claim, a speaker or an outlet.
function show({u, hits}) {
  const href = u.path + ".html", kind = u.text ? "" : /claims|speakers|outlets/.exec(u.path)[0].slice(0, -1), most = u.text ? 3 : 1;
  const head = el("h2", link(href, ...sentence(u.title, hits.find((h) => h.p.title)?.marks || []))), about = el("p.small", joined(kind, u.about, u.date));
  if (kind === "claim" || kind === "speaker") about.append(" · ", link(`#${kind}=${u.path.split("/").pop()}`, kind === "claim" ? "passages on it" : "what is said"));
  const li = el("li", head, about), ol = el("ol"), lines = hits.filter((h) => !h.p.title);
  if (u.lang) head.lang = u.lang;
  const put = ({p, line, marks, u}) => {
    const to = p.id ? "#n-" + p.id : u.text ? `#${p.addr}s${line + 1}` : "", a = link(href + to, ...sentence(p.lines[line], marks));
    const ours = p.id && !(p.quotes && line === 1), note = p.id && (ours ? "note: " : "passage: ") + dir.kinds[p.kind] + (p.stance && ", " + dir.stances[p.stance]);
    if (u.lang && !ours) a.lang = u.lang;
    ol.append(el("li" + (ours ? ".ours" : ""), el("span.small", joined(note || (kind ? "about" : "text"), u.people[p.who]?.slice(3))), a));
  };
  lines.slice(0, most).forEach(put);
  if (lines.length) li.append(ol);
  if (lines.length > most) {
    const b = button(`${lines.length - most} more here`, () => {
      lines.slice(most).forEach(put);
      b.remove();
      ol.children[most].querySelector("a").focus();
    });
    li.append(b);
  }
  return li;
}

function say(...lines) { $("said").textContent = lines.filter((x) => x).join(" "); }
function failed(err) { say(`A part of the index could not be loaded: ${err.message}`); }

function tell(query) {
  const rest = query.next < query.units, shown = out.children.length;
  const all = query.sum.map((k, i) => k && `${k} ${["source", "claim", "speaker", "outlet"][i]}${k > 1 ? "s" : ""}`).filter((x) => x).join(", ");
  more.hidden = !rest;
  more.textContent = shown ? "More" : "Look further";
  const found = query.sure && shown ? all : rest ? `${shown || "None"} found in the first ${query.next} of ${query.units} places that may have it` : shown ? `${shown} found` : "Nothing found";
  say(...query.said, shown && !query.strict && "Nothing has all of these words; this has some.", found + ".");
}

function stateOf() {
  const state = {};
  for (const k of keys) if (fields[k]?.value.trim()) state[k] = fields[k].value;
  return state;
}

let turn = 0;

// run answers what the form says. Where something else is asked while it waits for files, it ends.
async function run() {
  const mine = ++turn, state = stateOf(), items = parse(state.q || "");
  document.title = (state.q ? state.q + " – " : "") + title;
  out.replaceChildren(...(items.length || Object.keys(state).some((k) => k !== "q" && k !== "in") ? out.children : []));
  more.hidden = true;
  say();
  if (!items.length && !Object.keys(state).some((k) => k !== "q" && k !== "in")) return;
  try {
    const query = await find(items, state), found = await next(query, state);
    if (mine !== turn) return;
    out.replaceChildren(...found);
    tell(query);
    more.onclick = async () => {
      const found = await next(query, state);
      if (mine !== turn) return;
      out.append(...found);
      tell(query);
      found[0]?.querySelector("a").focus();
    };
  } catch (err) {
    if (mine === turn) failed(err);
  }
}

let typing = false;

// keep puts the state into the address: what is being typed is one entry of the history.
function keep(typed) {
  const to = "#" + new URLSearchParams(stateOf());
  try {
    if (to !== (location.hash || "#")) history[typed && typing ? "replaceState" : "pushState"](null, "", to);
  } catch {
    location.replace(to); // a browser that keeps no history of files
  }
  typing = typed;
}

function fromAddress() {
  const p = new URLSearchParams(location.hash.slice(1));
  if (location.hash && !keys.some((k) => p.has(k))) return; // a link inside the page
  for (const k of keys) if (fields[k]) {
    const v = p.get(k) || "";
    if (fields[k].options && ![...fields[k].options].some((o) => o.value === v)) fields[k].add(new Option(v, v)); // its list is not here yet
    fields[k].value = v;
  }
  typing = false;
  fill();
  run();
}

// fill offers the sources, claims and speakers of the chosen collection, or of all where they are few.
async function fill() {
  if (!narrow.open && !["source", "claim", "speaker"].some((k) => fields[k].value)) return chosen();
  const ids = [...(fields.collection?.options || [0])].map((o) => o.value).filter((v) => v !== ""), only = fields.collection?.value;
  const data = await loadAll("f", only ? [ids.indexOf(only)] : ids.length > 8 ? [] : ids.map((_, i) => i)).catch(failed);
  ["source", "claim", "speaker"].forEach((k, i) => {
    const e = fields[k], was = e.value, all = new Map(data.flatMap((d) => pairs(d[i + 2])));
    if (was && !all.has(was)) all.set(was, was);
    e.replaceChildren(new Option(data.length ? "any" : "choose a collection first", ""), ...[...all].map(([id, name]) => new Option(name, id)));
    e.value = was;
    e.disabled = !all.size;
  });
  chosen();
}

// chosen says beside the closed filters what they are set to.
function chosen() {
  $("chosen").textContent = keys.slice(1).map((k) => fields[k]?.value && ": " + (fields[k].selectedOptions?.[0].text || (k === "from" ? "since " : "until ") + fields[k].value)).filter((x) => x).join("").replace(/(.): /g, "$1, ");
}

function clear(ks) {
  for (const k of ks) if (fields[k]) fields[k].value = "";
}

addEventListener("DOMContentLoaded", () => {
  directory();
  form.hidden = false;
  $("lists").open = false;
  box.oninput = () => { keep(true); run(); };
  form.onsubmit = (e) => { e.preventDefault(); typing = false; };
  form.onchange = (e) => {
    if (e.target === box) return;
    if (e.target.name === "collection") clear(["source", "claim", "speaker"]);
    keep(false);
    fill();
    run();
  };
  narrow.ontoggle = fill;
  $("clear").onclick = () => { clear(keys.slice(1)); keep(false); fill(); run(); };
  addEventListener("popstate", fromAddress);
  addEventListener("keydown", (e) => {
    if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !/INPUT|SELECT/.test(e.target.tagName)) { e.preventDefault(); box.select(); }
  });
  fromAddress();
});
window.lateralWords = {cut, near, day, hash, parse}; // what a test compares
})();
