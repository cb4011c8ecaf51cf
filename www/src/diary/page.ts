import "./define.js";
import { offline } from "./offline.js";
import { localeOf } from "../elements/words.js";
import css from "./page.css?inline";
import { diarySay } from "./words.js";

// With the script, not before it: the words of the page are painted without waiting for a file.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const diary = document.querySelector("liangbing-diary");
const AGAIN = 500;
const update = document.getElementById("update");

function name(): void {
  const locale = localeOf(diary?.locale);
  document.documentElement.lang = locale;
  document.title = diarySay(locale)("title");
}
if (diary) {
  diary.replaceChildren();
  name();
  new MutationObserver(name).observe(diary, { attributeFilter: ["locale"] });
}

// A doctor's code opens this page with a visit's papers in its address, which does not keep them. They wait until the diary is
// open, and nobody is writing or reading an alarm.
async function scanned(): Promise<void> {
  const [, digits] = /^#2\.(.*)$/.exec(location.hash) ?? [];
  if (!diary || digits === undefined) return;
  history.replaceState(null, "", location.pathname + location.search);
  // A part of the page that did not come is asked for again, too.
  const waits = async (): Promise<boolean> => diary.importCode(digits).then(({ is }) => is === "closed" || is === "busy", () => true);
  while (await waits()) await new Promise((done) => setTimeout(done, AGAIN));
}
void scanned();
window.addEventListener("hashchange", () => void scanned());

// A newer page is told, and used when the reader says so; never in the middle of an entry.
void offline((use) => {
  if (!update || !diary) return;
  const say = diarySay(localeOf(diary.locale));
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say("update.now");
  button.addEventListener("click", () => {
    if (!diary.busy) return use();
    // Said, not only refused.
    if (!update.querySelector(".busy")) update.append(Object.assign(document.createElement("span"), { className: "busy", textContent: say("update.busy") }));
  });
  update.replaceChildren(say("update"), " ", button);
  update.setAttribute("role", "status");
  update.hidden = false;
});
