import "./elements/define.js";
import type { Panel } from "./elements/face.js";
import { calc, calculators, loadEquations } from "./equations.js";
import { loadFhir, toRecord } from "./fhir.js";
import { isFhir, LiangbingError, load, VERSION, type Engine, type Input, type LoadOptions } from "./liangbing.js";

/** How a panel is shown; anything a panel has as a property. */
export interface MountOptions extends Partial<Pick<Panel, "asOf" | "locale" | "theme" | "fontScale" | "mode" | "level" | "readonly">> {
  record?: Input;
  /** An engine that is loaded already; else one is loaded for all panels. */
  engine?: Engine;
  /** How that one is loaded; the first panel says. */
  load?: LoadOptions;
}

let shared: Promise<Engine> | undefined;

/**
 * Puts a panel into an element, or the first that a selector finds. What goes wrong stands in the panel and comes as
 * `liangbing-error`; only a place that is not there throws.
 */
function mount(place: Element | string, o: MountOptions = {}): Panel {
  const into = typeof place === "string" ? document.querySelector(place) : place;
  if (!into) throw new LiangbingError("bad-options", "", `\`${String(place)}\` is not on this page`);
  const { engine, load: how, ...set } = o;
  const panel = document.createElement("liangbing-panel");
  Object.assign(panel, set);
  into.append(panel);
  const engines = engine ? Promise.resolve(engine) : (shared ??= load({ fhir: false, equations: false, ...how }));
  engines.then(
    (loaded) => (panel.engine = loaded),
    (error: unknown) => {
      // A later panel may try again.
      shared = undefined;
      panel.error = LiangbingError.of(error);
    },
  );
  return panel;
}

const api = { VERSION, LiangbingError, load, mount, isFhir, loadFhir, toRecord, loadEquations, calc, calculators };

/** The one global of a plain page. */
export type Liangbing = Readonly<typeof api>;

declare global {
  var liangbing: Liangbing;
}

// A page that names the script twice keeps the first; the elements have said so if the versions differ.
globalThis.liangbing ??= Object.freeze(api);
