// Expands exports with a JSON-LD processor that drops nothing in silence, and compares what two of them say, triple by triple.
const fs = require("fs"), jsonld = require("jsonld");
const [context, ...files] = process.argv.slice(2);
const documentLoader = async url => {
  if (url !== "http://www.w3.org/ns/anno.jsonld") throw new Error("asked for " + url);
  return {document: JSON.parse(fs.readFileSync(context)), documentUrl: url};
};
// keys counts the keys with a value in a document, keywords of JSON-LD aside; what is expanded must have as many.
function keys(v, named) {
  if (Array.isArray(v)) return v.reduce((n, x) => n + keys(x, named), 0);
  if (!v || typeof v !== "object") return 0;
  return Object.entries(v).reduce((n, [k, x]) => n + (k.startsWith("@") || named && (k === "id" || k === "type") ? 0 : 1) + (k === "@context" ? 0 : keys(x, named)), 0);
}
(async () => {
  const said = [];
  for (const f of files) {
    const doc = JSON.parse(fs.readFileSync(f));
    const expanded = await jsonld.expand(doc, {documentLoader, safe: true});
    if (keys(doc, true) !== keys(expanded, false)) throw new Error(`${f}: ${keys(doc, true)} keys, ${keys(expanded, false)} expanded`);
    said.push(await jsonld.canonize(doc, {algorithm: "RDFC-1.0", format: "application/n-quads", documentLoader, safe: true}));
  }
  if (said.some(s => s !== said[0])) throw new Error("the triples differ after a round trip");
  console.log(`the annotations expand without a loss and say the same ${said[0].split("\n").length - 1} triples after a round trip`);
})().catch(e => { console.error("FAIL: " + e.message); process.exit(1); });
