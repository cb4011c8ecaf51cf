import { LiangbingError } from "../error.js";
import { load, type Engine } from "../liangbing.js";
import type { Medication } from "../types.js";
import { cohort } from "./cohort.js";
import { type Answer, type Ask, wholeText } from "./talk.js";
import { tell } from "./told.js";

// The worker's side: one engine, one question after another.
let engine: Engine | undefined;
let last: Promise<unknown> = Promise.resolve();

function answered(ask: Ask): unknown {
  const it = running();
  switch (ask.call) {
    case "assess": return it.assess(wholeText(ask.with[0]), ask.with[1]);
    case "checkOrder": return it.checkOrder(ask.with[0], JSON.parse(ask.with[1]) as Medication, ask.with[2]);
    case "calc": return it.calc(ask.with[0], valueOf(ask.with[1]), ask.with[2]);
    case "calculators": return it.calculators(...ask.with);
    case "rulebook": return it.rulebook(...ask.with);
    case "cohort": return cohort(it, new Uint8Array(ask.with[0]), ask.with[1]);
    default: throw new LiangbingError("bad-options", "", "this worker is not asked that");
  }
}

function valueOf(inputs: string | object): object {
  return typeof inputs === "string" ? JSON.parse(inputs) as object : inputs;
}

function running(): Engine {
  if (!engine) throw new LiangbingError("wasm-missing", "", "`load()` comes first");
  return engine;
}

async function answer(ask: Ask): Promise<Answer> {
  try {
    if (ask.call !== "load") return { id: ask.id, value: answered(ask) };
    tell(ask.with[0]);
    engine = await load(ask.with[1]);
    return { id: ask.id, value: engine.stamp };
  } catch (thrown) {
    const { code, path, message } = LiangbingError.of(thrown);
    return { id: ask.id, error: { code, path, message } };
  }
}

/** Columns are handed over, not copied. */
function columns(value: unknown): ArrayBuffer[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).filter((part) => ArrayBuffer.isView(part)).map((part) => part.buffer as ArrayBuffer);
}

addEventListener("message", ({ data }: MessageEvent<Ask>) => {
  last = last.then(() => answer(data)).then((said) => {
    postMessage(said, { transfer: columns(said.value) });
  });
});
