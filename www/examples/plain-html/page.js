// A page without modules or a bundler; `liangbing` is its one global.
(function () {
  "use strict";
  const TODAY = "2026-11-21";
  const at = (selector) => document.querySelector(selector);

  fetch("patient.json").then((answer) => answer.json()).then(start);

  function start(patient) {
    let record = patient;
    at("#name").textContent = patient.patient.name;

    const panel = liangbing.mount("#prompts", { record, asOf: TODAY, locale: "en" });

    panel.addEventListener("liangbing-result", (event) => {
      at("[data-colour]").textContent = event.detail.tier.colour;
      at("[data-level]").textContent = event.detail.tier.level;
      at("[data-error]").hidden = true;
    });
    panel.addEventListener("liangbing-error", (event) => {
      at("[data-colour]").textContent = "–";
      at("[data-level]").textContent = "";
      at("[data-error]").textContent = `${event.detail.code} at ${event.detail.path}`;
      at("[data-error]").hidden = false;
    });
    panel.addEventListener("liangbing-action", (event) => {
      const item = document.createElement("li");
      item.textContent = event.detail.suggestion ? event.detail.suggestion.label : event.detail.card.summary;
      at("[data-tasks]").append(item);
    });

    at("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const number = (name) => Number.parseInt(form.elements[name].value, 10);
      const reading = {
        id: "today", at: `${TODAY}T09:00`, concept: "blood-pressure", unit: "mmHg",
        systolic: number("systolic"), diastolic: number("diastolic"),
      };
      record = { ...record, observations: [...record.observations.filter(({ id }) => id !== "today"), reading] };
      panel.record = record;
    });
  }
})();
