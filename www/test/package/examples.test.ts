import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, watch } from "../browser/page.js";
import type { Panel } from "../../src/elements/face.js";
import { built, EXAMPLES, prepared } from "./example.js";
import { POLICY, serve } from "./serve.js";

// Vue wants a policy of Trusted Types of its own name, as its README says.
const PAGES = [
  ["plain-html", POLICY],
  ["jquery", POLICY],
  ["vite-react", POLICY],
  ["vue", `${POLICY} vue`],
  ["angular", POLICY],
] as const;

const made: string[] = [];
let browser: Browser;
beforeAll(async () => void (browser = await launch()));

// All builds at once; each test waits for its own, and says what is wrong with it.
let builds: Map<string, Promise<string>>;
beforeAll(() => {
  builds = new Map(PAGES.map(([name]) => [name, Promise.resolve().then(() => built(name, example(name)))]));
  for (const build of builds.values()) build.catch(() => undefined);
});
afterAll(async () => {
  await browser.close();
  for (const folder of made) rmSync(folder, { recursive: true });
});

const example = (name: string): string => {
  const folder = prepared(name);
  made.push(folder);
  return folder;
};

it("the policy is the one that the pages are served with", () => {
  const served = readFileSync(new URL("../../../xtask/src/serve.rs", import.meta.url), "utf8");
  const [, text = ""] = /CONTENT_SECURITY_POLICY: &str = "([^"]*)"/.exec(served) ?? [];
  expect(text.replace(/\\\n\s*/g, "")).toBe(POLICY);
});

it("all examples show the same patient", () => {
  const patients = ["node", "plain-html", "jquery", "vite-react/src", "vue/src", "angular/src"]
    .map((folder) => readFileSync(join(EXAMPLES, folder, "patient.json"), "utf8"));
  expect(new Set(patients).size).toBe(1);
});

// What each host's panel says of the patient, before anything is done.
const texts = new Map<string, string>();

describe.each(PAGES)("G03 the example %s", (name, policy) => {
  it("is built from the tarball, shows the colour, and hears what is done", async () => {
    const served = await serve((await builds.get(name)) ?? "", { policy });
    const { page, problems } = await watch(browser, served.address);
    const colour = (): Promise<string> => page.locator("[data-colour]").innerText();
    const chip = page.locator("liangbing-panel .head liangbing-tier").first();
    const save = async (systolic: string): Promise<void> => {
      await page.fill("input[name=systolic]", systolic);
      await page.click("form button");
    };

    await expect.poll(colour, { timeout: 20_000 }).toBe("blue");
    expect(await chip.getAttribute("colour")).toBe("blue");
    texts.set(name, await page.evaluate(() => (document.querySelector("liangbing-panel") as Panel).toText()));
    await page.evaluate(moveAbout);

    await save("152");
    await expect.poll(colour).toBe("yellow");
    await save("186");
    await expect.poll(colour).toBe("red");
    expect([await chip.getAttribute("colour"), await chip.getAttribute("level")]).toEqual(["red", "R1"]);
    expect(await page.locator("liangbing-panel .head").first().evaluate((head) => getComputedStyle(head).borderInlineStartWidth)).toBe("8px");

    // A critical value of the day stands before everything else until somebody has seen it, or puts it off.
    const critical = page.getByRole("alertdialog");
    await critical.waitFor();
    await critical.locator(".actions button[type=button]").click();
    await critical.waitFor({ state: "hidden" });

    expect(await page.locator("[data-tasks] li").count()).toBe(0);
    const button = page.locator("liangbing-panel .card button.primary").first();
    const label = (await button.innerText()).split("\n")[0] ?? "";
    await button.click();
    await expect.poll(() => page.locator("[data-tasks] li").count()).toBe(1);
    expect(label).toContain(await page.locator("[data-tasks] li").innerText());

    await save("");
    await expect.poll(() => page.locator("[data-error]").innerText()).toContain("wrong-type at observations");
    expect(await colour()).toBe("–");
    expect(await page.locator("liangbing-panel .error").count()).toBe(1);
    await save("132");
    await expect.poll(colour).toBe("blue");

    expect(problems).toEqual([]);
    await page.context().close();
    await served.close();
  }, 240_000);
});

it("every host says the same", () => {
  expect([...texts.keys()]).toEqual(PAGES.map(([name]) => name));
  expect(texts.get("plain-html")).toMatch(/^Blue B2 · Controlled\n/);
  expect([...new Set(texts.values())]).toHaveLength(1);
});

/** As tabs and docks do: taken away and put back where it was, fifty times. */
async function moveAbout(): Promise<void> {
  const panel = document.querySelector("liangbing-panel") as Panel;
  const { parentNode: place, nextSibling: next } = panel;
  for (let i = 0; i < 50; i += 1) {
    panel.remove();
    place?.insertBefore(panel, next);
    await panel.updateComplete;
  }
}

describe("the example node", () => {
  const ask = (folder: string, ...words: string[]): string => {
    try {
      return execFileSync("npm", ["start", "--silent", "--", ...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      return String((error as { stderr?: unknown }).stderr);
    }
  };

  it("answers for today and for a new reading, and refuses what is no number", () => {
    const folder = example("node");
    expect(ask(folder, "186", "96").split("\n").map((line) => line.slice(0, 9))).toEqual(["blue B2 b", "red R1 by", ""]);
    expect(ask(folder, "high", "96")).toContain("wrong-type at systolic");
  });
});
