import { html, type TemplateResult } from "lit";
import type { Locale } from "../types.js";
import { ROLES, roleOf, type Role } from "./roles.js";
import type { PageSay } from "./words.js";

/** What the bar shows. */
interface Shown {
  readonly asOf: string;
  readonly locale: Locale;
  readonly role: Role;
  readonly scale: string;
  readonly theme: string;
}

/** What it tells the page. */
interface Told {
  day(value: string): void;
  locale(value: string): void;
  role(value: Role): void;
  scale(value: string): void;
  theme(value: string): void;
  files(files: File[]): Promise<void>;
}

const SCALES = ["compact", "normal", "large", "care", "max"] as const;
const THEMES = ["auto", "light", "dark"] as const;

/** The head of the page: whose place it is, the day, the language, how it looks. */
export function bar(shown: Shown, page: PageSay, tell: Told): TemplateResult {
  const value = (event: Event): string => (event.target as HTMLInputElement).value;
  const files = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    void tell.files([...(input.files ?? [])]).then(() => (input.value = ""));
  };
  const select = (name: string, label: string, now: string, options: [string, string][], does: (value: string) => void): TemplateResult =>
    html`<label>${label} <select name=${name} @change=${(event: Event) => does(value(event))}>${options.map(([code, word]) =>
      html`<option value=${code} ?selected=${code === now}>${word}</option>`)}</select></label>`;
  return html`<header class="bar">
    <a class="skip" href="#patient">${page("skip")}</a>
    <h1><img src="./icon.svg" alt="" width="24" height="24"> ${page("heading")}</h1>
    <p class="quiet note">${page("synthetic")}</p>
    <div class="controls">
      <a href="round/">${page("round")}</a> <a href="guidelines/">${page("guidelines")}</a> <a href="playground/">${page("playground")}</a>
      ${select("role", page("role"), shown.role, ROLES.map((role) => [role, page(`role.${role}`)]), (code) => tell.role(roleOf(code)))}
      <label>${page("asOf")} <input type="date" name="as-of" .value=${shown.asOf} @change=${(event: Event) => value(event) && tell.day(value(event))}></label>
      ${select("scale", page("scale"), shown.scale || "compact", SCALES.map((code) => [code, page(`scale.${code}`)]), tell.scale)}
      ${select("theme", page("theme"), shown.theme, THEMES.map((code) => [code, page(`theme.${code}`)]), tell.theme)}
      <label><span class="sr">${page("language")}</span>
        <select name="locale" .value=${shown.locale} @change=${(event: Event) => tell.locale(value(event))}>
          <option value="zh-CN" lang="zh-CN" ?selected=${shown.locale === "zh-CN"}>中文</option>
          <option value="en" lang="en" ?selected=${shown.locale === "en"}>English</option>
        </select></label>
      <label class="file"><span>${page("file")}</span>
        <input type="file" accept=".json,application/json,application/fhir+json" multiple @change=${files}></label>
    </div>
  </header>`;
}
