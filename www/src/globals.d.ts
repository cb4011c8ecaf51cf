declare const __VERSION__: string;

// The same glue under a second address, which is a second module with a state of its own.
declare module "*/pkg/liangbing.js?spare" {
  export const initSync: typeof import("../pkg/liangbing.js").initSync;
  export const Engine: typeof import("../pkg/liangbing.js").Engine;
}
declare module "*/pkg-edges/edges.js?spare" {
  export const initSync: typeof import("../pkg-edges/edges.js").initSync;
  export const toRecord: typeof import("../pkg-edges/edges.js").toRecord;
}
declare module "*/pkg-equations/equations.js?spare" {
  export const initSync: typeof import("../pkg-equations/equations.js").initSync;
  export const calc: typeof import("../pkg-equations/equations.js").calc;
  export const sensor: typeof import("../pkg-equations/equations.js").sensor;
}
