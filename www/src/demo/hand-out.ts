import { html, render } from "lit";
import { visitAddress } from "../diary/papers/visit-code.js";
import { visitFile, type VisitFile } from "../diary/papers/visit-file.js";
import { SCREEN } from "../diary/share/code.js";
import { picture } from "../diary/share/picture.js";
import { sayIn } from "../elements/words.js";
import type { Engine } from "../liangbing.js";
import type { LiangbingRecord, Locale } from "../types.js";
import { type PageSay, pageSay } from "./words.js";

interface Visit {
  engine: Engine;
  record: LiangbingRecord;
  asOf: string;
  locale: Locale;
}

/** What the patient's own diary gets: the letter to them, targets, food and movement. Without a name: the diary has none. */
function fileOf({ engine, record, asOf, locale }: Visit): VisitFile {
  const { name: _, id: __, ...patient } = record.patient ?? {};
  const assessment = engine.assess({ ...record, patient }, { asOf, locale, letters: ["patient"] });
  const [say, words] = [pageSay(locale), sayIn(locale)];
  return visitFile(assessment, {
    report: say("handOut.report"), targets: say("handOut.targets"), prescription: say("handOut.prescription"), diet: say("handOut.diet"),
    exercise: say("handOut.exercise"), notToday: say("handOut.notToday"), named: (concept) => words.named("concept", concept),
  });
}

/** Saves it as a file. */
export function handOut(visit: Visit): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(fileOf(visit), null, 1)], { type: "application/json" }));
  link.download = `visit-${visit.asOf}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Shows it as a code, which the patient's phone scans and opens its diary with. */
export async function handOutCode(visit: Visit): Promise<void> {
  const say = pageSay(visit.locale);
  const dialog = document.createElement("dialog");
  dialog.className = "hand-out-code";
  dialog.setAttribute("aria-labelledby", "hand-out-code");
  render(html`<h2 id="hand-out-code">${say("handOut.code")}</h2>${await codeOf(fileOf(visit), say)}
    <p><button type="button" autofocus @click=${() => dialog.close()}>${say("handOut.close")}</button></p>`, dialog);
  // A second press before the first code was there.
  if (document.querySelector(`.${dialog.className}`)) return;
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function codeOf(file: VisitFile, say: PageSay): Promise<unknown> {
  // Of who has died or moved away there is nothing.
  if (file.documents.length === 0) return html`<p role="status">${say("handOut.nothing")}</p>`;
  try {
    const address = await visitAddress(new URL("diary/", document.baseURI).href, file);
    return html`<p>${say("handOut.scan")}</p>${picture(address, say("handOut.code"), SCREEN)}`;
  } catch {
    return html`<p role="status">${say("handOut.long")}</p>`;
  }
}
