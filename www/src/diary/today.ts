import { html, nothing, type TemplateResult } from "lit";
import { shape } from "../elements/icons.js";
import { lookOf } from "../elements/tier.js";
import type { Assessment, HomeMean } from "../types.js";
import type { DiaryModel } from "./model.js";
import type { DiaryKey, DiarySay } from "./words.js";

/** Today in one sentence: the word of the colour and the next step. What is not known is said. */
export interface Sentence {
  word: string;
  next: string;
  /** By when, and that it could be worse. */
  more: string[];
}

export function sentenceOf({ tier }: Pick<Assessment, "tier">, say: DiarySay): Sentence {
  if (!tier.colour || !tier.level) {
    const next = tier.reason === "not-a-patient" ? "next.not-a-patient" : "next.none";
    return { word: say("tier.none"), next: say(next), more: [] };
  }
  const word = tier.colour === "red" ? tier.level : tier.colour;
  const more = tier.actBy && tier.level !== "R0" && tier.colour !== "blue" ? [say("until", { day: tier.actBy })] : [];
  if (tier.colour !== "red" && tier.ceiling !== tier.level) more.push(say("could"));
  return { word: say(`tier.${word}` as DiaryKey), next: say(`next.${tier.level}`), more };
}

export interface Reader {
  /** Reads aloud; absent where this device has no voice of its own. */
  read?: ((text: string) => void) | undefined;
  reading: boolean;
}

export function todayCard(model: DiaryModel, say: DiarySay, reader: Reader): TemplateResult {
  const { assessment, noRules, person } = model;
  if (!assessment) return html`<section class="today none" aria-live="polite"><p>${say(noRules ? "noRules" : "counting")}</p></section>`;
  const { word, next, more } = sentenceOf(assessment, say);
  const look = lookOf(assessment.tier);
  const asked = person?.conditions !== null;
  const shown = assessment.tier.level === null && !asked ? say("next.none") : next;
  const card = assessment.cards[0];
  return html`<section class="today ${look}" aria-live="polite" data-level=${assessment.tier.level ?? "none"}>
    <p class="word">${shape(look)}<span>${word}</span></p>
    <p class="next">${shown}</p>
    ${more.map((text) => html`<p>${text}</p>`)}
    ${reader.read ? html`<p><button type="button" class="read" @click=${() => reader.read?.([word, shown, ...more].join(" "))}
      >${say(reader.reading ? "stop" : "read")}</button></p>` : nothing}
    ${card ? html`<details><summary>${say("why")}</summary><p><strong>${card.summary}</strong></p><p>${card.detail}</p>
      <p class="quiet">${say("source", { label: card.source.label, section: card.source.section ?? "" })}${
        card.review ? ` · ${say("pending")}` : nothing}</p></details>` : nothing}
  </section>`;
}

/** Means at home as the documents make them, each with how many readings it used; none is made here. */
export function averages(model: DiaryModel, say: DiarySay): TemplateResult | typeof nothing {
  const means = (model.assessment?.home ?? []).filter(({ concept }) => concept === "blood-pressure");
  if (means.length === 0) return nothing;
  const [first, ...rest] = means;
  // Where documents judge the same days differently, both are in sight.
  const differs = ({ raised }: HomeMean): boolean => raised !== undefined && first?.raised !== undefined && raised !== first.raised;
  const [beside, others] = [rest.filter(differs), rest.filter((mean) => !differs(mean))];
  const line = (mean: HomeMean): TemplateResult => html`<p>${mean.text}</p>
    <p class="quiet">${mean.expected ? say("average.n", { used: mean.used, expected: mean.expected }) : say("average.n1", { used: mean.used })} ·
      ${mean.cite?.label ?? ""} ${mean.cite?.section ?? ""}${mean.review === "pending" ? ` · ${say("pending")}` : nothing}</p>`;
  return html`<section class="average"><h2>${say("average")}</h2>${first ? line(first) : nothing}${beside.map(line)}
    ${others.length > 0 ? html`<details><summary>${say("more")}</summary>${others.map(line)}</details>` : nothing}</section>`;
}
