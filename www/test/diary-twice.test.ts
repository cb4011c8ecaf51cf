import { describe, expect, it } from "vitest";
import { onlyOnce } from "../src/diary/twice.js";

const [SAVE, DELETE] = ["save", "delete"];

/** A page on which every press replaces what was pressed, and what each of these presses reached. */
function reached(...presses: { after?: number; x?: number; detail?: number; gone?: boolean; by?: string }[]): string[] {
  const page = document.createElement("div");
  document.body.append(page);
  const seen: string[] = [];
  const place = (name: string, gone: boolean): void => {
    const button = document.createElement("button");
    button.addEventListener("click", () => {
      seen.push(name);
      if (gone) place(DELETE, gone);
    });
    page.replaceChildren(button);
  };
  place(SAVE, presses[0]?.gone ?? true);
  page.addEventListener("click", onlyOnce(), { capture: true });
  let at = 1_000;
  for (const { after = 0, x = 40, detail = 1, by } of presses) {
    at += after;
    const event = new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: 40, detail });
    Object.defineProperties(event, { timeStamp: { value: at }, pointerType: { value: by } });
    page.firstElementChild?.dispatchEvent(event);
  }
  page.remove();
  return seen;
}

describe("a second tap", () => {
  it("does not reach what came to stand where the first one was meant", () => {
    expect(reached({}, { after: 250 })).toEqual([SAVE]);
    expect(reached({}, { after: 5, x: 60 }, { after: 300 })).toEqual([SAVE]);
    expect(reached({ by: "touch" }, { after: 250, by: "touch" })).toEqual([SAVE]);
    expect(reached({ by: "mouse" }, { after: 250, by: "mouse", detail: 2 })).toEqual([SAVE]);
  });
  it("is a tap of its own later, elsewhere, with a key, or where nothing has gone", () => {
    expect(reached({}, { after: 600 })).toEqual([SAVE, DELETE]);
    expect(reached({}, { after: 250, x: 90 })).toEqual([SAVE, DELETE]);
    expect(reached({}, { after: 250, detail: 0 })).toEqual([SAVE, DELETE]);
    expect(reached({ by: "mouse" }, { after: 250, by: "mouse" })).toEqual([SAVE, DELETE]);
    expect(reached({ gone: false }, { after: 250 })).toEqual([SAVE, SAVE]);
  });
});
