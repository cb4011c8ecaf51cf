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
declare module "*/pkg-forms/forms.js?spare" {
  export const initSync: typeof import("../pkg-forms/forms.js").initSync;
  export const read: typeof import("../pkg-forms/forms.js").read;
  export const write: typeof import("../pkg-forms/forms.js").write;
  export const fields: typeof import("../pkg-forms/forms.js").fields;
  export const toQuestionnaireResponse: typeof import("../pkg-forms/forms.js").toQuestionnaireResponse;
  export const fromQuestionnaireResponse: typeof import("../pkg-forms/forms.js").fromQuestionnaireResponse;
  export const preview: typeof import("../pkg-forms/forms.js").preview;
  export const records: typeof import("../pkg-forms/forms.js").records;
}
// The part of it that is used; it carries no types of its own.
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    on(event: "openTag", does: (name: string, attributes: () => Record<string, string>, decode: Decode) => void): this;
    on(event: "text", does: (text: string, decode: Decode) => void): this;
    on(event: "cdata", does: (text: string) => void): this;
    on(event: "closeTag", does: (name: string) => void): this;
    on(event: "error", does: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
declare module "*/pkg-book/book.js?spare" {
  export const initSync: typeof import("../pkg-book/book.js").initSync;
  export const Book: typeof import("../pkg-book/book.js").Book;
}
declare module "*/pkg-bluetooth/bluetooth.js?spare" {
  export const initSync: typeof import("../pkg-bluetooth/bluetooth.js").initSync;
  export const pressure: typeof import("../pkg-bluetooth/bluetooth.js").pressure;
  export const glucose: typeof import("../pkg-bluetooth/bluetooth.js").glucose;
  export const context: typeof import("../pkg-bluetooth/bluetooth.js").context;
  export const answer: typeof import("../pkg-bluetooth/bluetooth.js").answer;
  export const records: typeof import("../pkg-bluetooth/bluetooth.js").records;
  export const stop: typeof import("../pkg-bluetooth/bluetooth.js").stop;
}
declare module "*?worker&url" {
  const address: string;
  export default address;
}
