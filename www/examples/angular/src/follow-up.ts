import { Component, CUSTOM_ELEMENTS_SCHEMA, signal, type OnInit } from "@angular/core";
import { load, LiangbingError, type Engine, type LiangbingRecord } from "liangbing";
import type { ActionDetail, ErrorDetail, ResultDetail } from "liangbing/elements";
import patient from "./patient.json";

const TODAY = "2026-11-21";

@Component({
  selector: "follow-up",
  templateUrl: "./follow-up.html",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
})
export class FollowUp implements OnInit {
  readonly today = TODAY;
  readonly name = patient.patient.name;
  readonly engine = signal<Engine | null>(null);
  readonly failure = signal<LiangbingError | null>(null);
  readonly record = signal(patient as LiangbingRecord);
  readonly result = signal<ResultDetail | null>(null);
  readonly error = signal<ErrorDetail | null>(null);
  readonly tasks = signal<readonly ActionDetail[]>([]);

  async ngOnInit(): Promise<void> {
    try {
      // Angular's builder copies the module's files as assets; here they are.
      const wasm = new URL("liangbing/liangbing_bg.wasm", document.baseURI);
      this.engine.set(await load({ wasm, fhir: false, equations: false }));
    } catch (thrown) {
      this.failure.set(LiangbingError.of(thrown));
    }
  }

  /** The record with today's reading in place of an earlier one of today. */
  save(event: Event, systolic: string, diastolic: string): void {
    event.preventDefault();
    const reading = {
      id: "today", at: `${TODAY}T09:00`, concept: "blood-pressure", unit: "mmHg",
      systolic: Number.parseInt(systolic, 10), diastolic: Number.parseInt(diastolic, 10),
    } as const;
    this.error.set(null);
    this.record.update((record) => ({
      ...record, observations: [...(record.observations ?? []).filter(({ id }) => id !== "today"), reading],
    }));
  }

  // The template knows these as plain events; here they have their types.
  shown(event: Event): void {
    this.result.set((event as CustomEvent<ResultDetail>).detail);
  }

  refused(event: Event): void {
    this.result.set(null);
    this.error.set((event as CustomEvent<ErrorDetail>).detail);
  }

  asked(event: Event): void {
    const { detail } = event as CustomEvent<ActionDetail>;
    this.tasks.update((tasks) => [...tasks, detail]);
  }
}
