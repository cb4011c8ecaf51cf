// One source for the types: what the module itself carries.
export type * from "../../src/wasm/types.js";
