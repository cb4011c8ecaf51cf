// The whole case set and the calculators' figures, judged by the modules: they must give the bytes that the
// native engine printed.
// usage: node scripts/same-bytes.mjs CASES.ndjson EQUATIONS.ndjson FORMS.ndjson
import { readFileSync } from "node:fs";
import * as core from "../pkg/liangbing.js";
import * as equations from "../pkg-equations/equations.js";
import * as forms from "../pkg-forms/forms.js";

const [cases, figures, calls] = process.argv.slice(2);
if (!cases || !figures || !calls) throw new Error("name the files that `cargo test` has laid out");
const module = (path) => new WebAssembly.Module(readFileSync(new URL(`../${path}`, import.meta.url)));
core.initSync({ module: module("pkg/liangbing_bg.wasm") });
equations.initSync({ module: module("pkg-equations/equations_bg.wasm") });
forms.initSync({ module: module("pkg-forms/forms_bg.wasm") });

/** Compares every line of a file with what the module says; true if all are the same. */
function same(file, least, say) {
  const lines = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  let different = 0;
  for (const line of lines) {
    const said = say(line);
    if (said === line.answer) continue;
    different += 1;
    const at = [...said].findIndex((c, i) => c !== line.answer[i]);
    const around = (text) => text.slice(Math.max(0, at - 40), at + 60);
    console.error(`${line.name} differs at ${at}: …${around(line.answer)} is …${around(said)}`);
  }
  console.log(`${lines.length - different} of ${lines.length} answers are the same bytes, native and WebAssembly`);
  return different === 0 && lines.length > least;
}

const engine = new core.Engine();
const assess = ({ asOf, locale, record }) =>
  JSON.stringify(JSON.parse(engine.assess(JSON.stringify(record), JSON.stringify({ asOf, locale }))));
/** A call of the forms' module; a refusal is an answer too. */
function call({ name, arguments: said }) {
  try {
    return forms[name](...said);
  } catch ({ code, path, message }) {
    return JSON.stringify({ code, message, path });
  }
}
const alike = [
  same(cases, 1000, assess),
  same(figures, 200, ({ name, inputs, options }) => equations.calc(name, inputs, options)),
  same(calls, 15, call),
];
process.exit(alike.every(Boolean) ? 0 : 1);
