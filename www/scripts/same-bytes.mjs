// The whole case set, judged by the module: it must give the bytes that the native engine printed.
// usage: node scripts/same-bytes.mjs CASES.ndjson
import { readFileSync } from "node:fs";
import { Engine, initSync } from "../pkg/liangbing.js";

const file = process.argv[2];
if (!file) throw new Error("name the file of cases that `cargo test --test cases` has laid out");
initSync({ module: new WebAssembly.Module(readFileSync(new URL("../pkg/liangbing_bg.wasm", import.meta.url))) });

const engine = new Engine();
const lines = readFileSync(file, "utf8").trim().split("\n");
let different = 0;
for (const line of lines) {
  const { name, asOf, locale, record, answer } = JSON.parse(line);
  const said = JSON.stringify(engine.assess(JSON.stringify(record), JSON.stringify({ asOf, locale })));
  if (said === answer) continue;
  different += 1;
  const at = [...said].findIndex((c, i) => c !== answer[i]);
  console.error(`${name} (${locale}) differs at ${at}: …${answer.slice(at - 40, at + 60)} is …${said.slice(at - 40, at + 60)}`);
}
console.log(`${lines.length - different} of ${lines.length} answers are the same bytes, native and WebAssembly`);
process.exit(different === 0 && lines.length > 1000 ? 0 : 1);
