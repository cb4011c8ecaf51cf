// Where an EHR sends its user: asks the server where it authorises, and leaves for there.
import * as oauth from "oauth4webapi";
import { LiangbingError } from "../../error.js";
import { launch } from "../../smart.js";
import { pageLocale, readConfig } from "./config.js";
import { keyOf, words } from "./words.js";

const say = words(pageLocale());
document.documentElement.lang = pageLocale();
document.title = say("title");
const state = document.getElementById("state");

try {
  if (state) state.textContent = say("launching");
  const { clientId, servers } = await readConfig();
  await launch({ oauth, clientId, servers, redirectUri: "./index.html", messaging: true });
} catch (error) {
  const known = error instanceof LiangbingError ? error : new LiangbingError("server-refused", "", String(error));
  if (state) {
    state.className = "wrong";
    state.dataset["code"] = known.code;
    state.textContent = `${say(keyOf(known))} (${known.code} · ${known.path})`;
  }
}
