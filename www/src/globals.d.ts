declare const __VERSION__: string;

// The same glue under a second address, which is a second module with a state of its own.
declare module "*/pkg/liangbing.js?spare" {
  export const initSync: typeof import("../pkg/liangbing.js").initSync;
  export const Engine: typeof import("../pkg/liangbing.js").Engine;
}
declare module "*/pkg-edges/edges.js?spare" {
  export const initSync: typeof import("../pkg-edges/edges.js").initSync;
  export const toRecord: typeof import("../pkg-edges/edges.js").toRecord;
  export const fromRecord: typeof import("../pkg-edges/edges.js").fromRecord;
  export const fromAssessment: typeof import("../pkg-edges/edges.js").fromAssessment;
  export const ask: typeof import("../pkg-edges/edges.js").ask;
  export const feedback: typeof import("../pkg-edges/edges.js").feedback;
  export const respond: typeof import("../pkg-edges/edges.js").respond;
  export const services: typeof import("../pkg-edges/edges.js").services;
}
declare module "*/pkg-overlays/overlays.js?spare" {
  export const initSync: typeof import("../pkg-overlays/overlays.js").initSync;
  export const compile: typeof import("../pkg-overlays/overlays.js").compile;
}
declare module "*/pkg-equations/equations.js?spare" {
  export const initSync: typeof import("../pkg-equations/equations.js").initSync;
  export const calc: typeof import("../pkg-equations/equations.js").calc;
  export const calculators: typeof import("../pkg-equations/equations.js").calculators;
  export const sensor: typeof import("../pkg-equations/equations.js").sensor;
}
