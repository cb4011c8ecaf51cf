import { html, nothing, type TemplateResult } from "lit";
import type { Owner } from "../types.js";
import { OWNERS } from "./owners.js";
import type { Tongue } from "./texts.js";
import { COLOURS, type Filter, type Line, type View, VIEWS } from "./view.js";
import type { Round } from "./compare.js";

/** What the bars above the list need of the round. */
export interface BarHost {
  readonly tongue: Tongue;
  readonly filter: Filter;
  readonly round: Round | null;
  set(part: Partial<Filter>): void;
}

/** Which part of the round is shown, each with its number. */
export function views({ tongue: { say }, filter, round, set }: BarHost): TemplateResult {
  const count = (view: View): number => round?.counts[view] ?? 0;
  return html`<div class="views" role="group" aria-label=${say("view")}>${VIEWS.map((view) => html`<button type="button"
    aria-pressed=${filter.view === view} class=${view} @click=${() => set({ view, colour: null, owner: null, place: null })}>${
    say(`view.${view}`)} <b>${count(view)}</b></button>`)}</div>`;
}

/** Filters; a colour's number is of what the others leave. */
export function filters(host: BarHost, lines: readonly Line[], of: (shade: string) => number): TemplateResult {
  const { tongue: { say, of: word }, filter, set } = host;
  const owners = OWNERS.filter((owner) => lines.some(({ row }) => row?.owner === owner));
  const places = [...new Set(lines.map(({ row }) => row?.place).filter((place) => typeof place === "string"))].sort((one, other) => one.localeCompare(other, say.locale));
  return html`<div class="filters" role="group" aria-label=${say("view")}>
    <span class="colours" role="group" aria-label=${say("filter.tier")}>${COLOURS.map((shade) => html`<button type="button" class=${shade}
      aria-pressed=${filter.colour === shade} @click=${() => set({ colour: filter.colour === shade ? null : shade })}>${
      word(`colour.${shade}`)} <b>${of(shade)}</b></button>`)}</span>
    ${owners.length > 1 ? pick("owner", filter.owner, owners.map((owner) => [owner, word(`owner.${owner}`)])) : nothing}
    ${places.length > 1 ? pick("place", filter.place, places.map((place) => [place, place])) : nothing}
    ${flag("overdue")} ${flag("unseen")}
    <label><span class="sr">${say("filter.search")}</span><input type="search" .value=${filter.search} placeholder=${say("filter.search")}
      @input=${(event: Event) => set({ search: (event.target as HTMLInputElement).value })}></label>
  </div>`;

  function pick(name: "owner" | "place", value: string | null, options: string[][]): TemplateResult {
    return html`<label><span class="sr">${say(`filter.${name}`)}</span><select name=${name} @change=${(event: Event) => {
      set({ [name]: ((event.target as HTMLSelectElement).value || null) as Owner | null });
    }}><option value="" ?selected=${value === null}>${say(`filter.${name}`)}: ${say("filter.all")}</option>
      ${options.map(([code, text]) => html`<option value=${code} ?selected=${value === code}>${text}</option>`)}</select></label>`;
  }

  function flag(name: "overdue" | "unseen"): TemplateResult {
    return html`<button type="button" aria-pressed=${filter[name]} class="flag" @click=${() => set({ [name]: !filter[name] })}>${say(`filter.${name}`)}</button>`;
  }
}
