// Ten years of a careful person: two pressures each morning and two each evening, as rows of the diary's database.

export const DAYS = 3650;
const DAY = 86_400_000;
const TIMES = ["07:10", "07:12", "20:30", "20:32"];

// No chance: the same rows each time, with one crisis among them that no drawing may lose.
const wave = (n) => Math.round(9 * Math.sin(n / 11) + 5 * Math.sin(n / 2.7));

/** `days * 4` readings that end on the day before `today` (`YYYY-MM-DD`). */
export function decade(today, person, days = DAYS) {
  const end = Date.parse(`${today}T00:00:00Z`);
  const rows = [];
  for (let day = 0; day < days; day += 1) {
    const on = new Date(end - (days - day) * DAY).toISOString().slice(0, 10);
    TIMES.forEach((time, part) => {
      const n = day * TIMES.length + part;
      const crisis = n === Math.floor(days * 2.5);
      rows.push({
        id: `d${n}`, person, source: "manual", zone: "Asia/Shanghai", checked: true, seq: n + 1, revision: 1, enteredAt: `${on}T12:00:00.000Z`, deletedAt: null,
        observation: {
          concept: "blood-pressure", at: `${on}T${time}+08:00`, systolic: crisis ? 201 : 128 + wave(n), diastolic: crisis ? 121 : 79 + wave(n + 40),
          unit: "mmHg", setting: "home",
        },
      });
    });
  }
  return rows;
}

/** Runs in a page that has opened its diary: puts the rows there in one transaction, beside the person who is there. */
export function fill(rows) {
  return new Promise((done, fail) => {
    const request = indexedDB.open("liangbing");
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const database = request.result;
      const transaction = database.transaction(["readings", "people", "meta"], "readwrite");
      const people = transaction.objectStore("people");
      people.getAll().onsuccess = ({ target }) => {
        const [person] = target.result;
        people.put({ ...person, conditions: ["hypertension"] });
        for (const row of rows) transaction.objectStore("readings").put({ ...row, person: person.id });
        transaction.objectStore("meta").put({ seq: rows.length, latest: "" }, "counters");
      };
      transaction.oncomplete = () => (database.close(), done());
      transaction.onerror = () => fail(transaction.error);
    };
  });
}

/** A table of so many rows of pressures, one an hour from 2010 on, no two alike; `n` is the row. */
export function long(rows) {
  const at = (n) => new Date(Date.UTC(2010, 0, 1, n)).toISOString().slice(0, 16).replace("T", " ");
  return `测量时间,高压,低压\n${Array.from({ length: rows }, (_, n) => `${at(n)},${110 + (n % 60)},${60 + (n % 30)}`).join("\n")}\n`;
}
