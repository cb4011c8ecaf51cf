import { load, LiangbingError, type Engine, type LiangbingRecord } from "liangbing";
import type { ActionDetail, ErrorDetail, ResultDetail } from "liangbing/elements";
import { useEffect, useState, type FormEvent } from "react";
import patient from "./patient.json";

const TODAY = "2026-11-21";

/** The record with today's reading in place of an earlier one of today. */
function withReading(record: LiangbingRecord, systolic: number, diastolic: number): LiangbingRecord {
  const others = (record.observations ?? []).filter(({ id }) => id !== "today");
  const reading = { id: "today", at: `${TODAY}T09:00`, concept: "blood-pressure", systolic, diastolic, unit: "mmHg" } as const;
  return { ...record, observations: [...others, reading] };
}

export function App() {
  const [engine, setEngine] = useState<Engine | null>(null);
  const [failure, setFailure] = useState<LiangbingError | null>(null);
  const [record, setRecord] = useState(patient as LiangbingRecord);
  const [result, setResult] = useState<ResultDetail | null>(null);
  const [error, setError] = useState<ErrorDetail | null>(null);
  const [tasks, setTasks] = useState<ActionDetail[]>([]);

  useEffect(() => {
    load({ fhir: false, equations: false }).then(setEngine, (thrown: unknown) => setFailure(LiangbingError.of(thrown)));
  }, []);

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (name: string) => Number.parseInt(String(form.get(name)), 10);
    setError(null);
    setRecord(withReading(record, number("systolic"), number("diastolic")));
  }

  return (
    <>
      <header>
        {patient.patient.name} · <b data-colour>{result?.tier.colour ?? "–"}</b> {result?.tier.level}
      </header>
      <main>
        <section>
          <form onSubmit={save} noValidate>
            <label>Systolic<input name="systolic" inputMode="numeric" defaultValue="132" /></label>
            <label>Diastolic<input name="diastolic" inputMode="numeric" defaultValue="78" /></label>
            <button>Save reading</button>
          </form>
          {error && <p role="alert" data-error>{error.code} at {error.path}</p>}
          <h2>To do</h2>
          <ul data-tasks>
            {tasks.map(({ card, suggestion }, index) => <li key={index}>{suggestion?.label ?? card.summary}</li>)}
          </ul>
        </section>
        <liangbing-panel
          engine={engine}
          record={record}
          error={failure}
          asOf={TODAY}
          locale="en"
          onliangbing-result={(event) => setResult(event.detail)}
          onliangbing-error={(event) => (setResult(null), setError(event.detail))}
          onliangbing-action={(event) => setTasks((before) => [...before, event.detail])}
        />
      </main>
    </>
  );
}
