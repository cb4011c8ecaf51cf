// The module of national forms, which tables share.
import { LiangbingError } from "./error.js";
import { type Instance, Shared } from "./module.js";
import * as glue from "../pkg-forms/forms.js";
import * as spare from "../pkg-forms/forms.js?spare";

type Forms = Pick<typeof glue,
  "initSync" | "read" | "write" | "fields" | "toQuestionnaireResponse" | "fromQuestionnaireResponse" | "preview" | "records">;

const shared = new Shared<Forms>(glue, spare);
let instance: Instance<Forms> | undefined;

/** Loads it once for the page. */
export async function loadModule(wasm: URL | BufferSource): Promise<void> {
  instance = await shared.load(wasm);
}

/** The running module. */
export function formsModule(): Instance<Forms> {
  if (!instance) throw new LiangbingError("wasm-missing", "", "`loadForms()` comes first");
  return instance;
}
