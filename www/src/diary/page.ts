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
