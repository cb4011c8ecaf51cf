// A page of scripts, as many hospital systems are: jQuery's `$` and our `liangbing` are its globals.
$(function () {
  "use strict";
  var TODAY = "2026-11-21";

  $.getJSON("patient.json").done(function (patient) {
    var record = patient;
    $("#name").text(patient.patient.name);

    // The element is like any other: `prop` for objects, `on` for events, the detail in `originalEvent`.
    var $panel = $(liangbing.mount("#prompts", { asOf: TODAY, locale: "en" }));
    $panel.on("liangbing-result", function (event) {
      var tier = event.originalEvent.detail.tier;
      $("[data-colour]").text(tier.colour);
      $("[data-level]").text(tier.level);
      $("[data-error]").prop("hidden", true);
    });
    $panel.on("liangbing-error", function (event) {
      var detail = event.originalEvent.detail;
      $("[data-colour]").text("–");
      $("[data-level]").text("");
      $("[data-error]").text(detail.code + " at " + detail.path).prop("hidden", false);
    });
    $(document).on("liangbing-action", "liangbing-panel", function (event) {
      var detail = event.originalEvent.detail;
      $("<li>").text(detail.suggestion ? detail.suggestion.label : detail.card.summary).appendTo("[data-tasks]");
    });

    $("form").on("submit", function (event) {
      event.preventDefault();
      var number = function (name) { return parseInt($("input[name=" + name + "]").val(), 10); };
      var reading = {
        id: "today", at: TODAY + "T09:00", concept: "blood-pressure", unit: "mmHg",
        systolic: number("systolic"), diastolic: number("diastolic")
      };
      var others = $.grep(record.observations, function (own) { return own.id !== "today"; });
      record = $.extend({}, record, { observations: others.concat(reading) });
      $panel.prop("record", record);
    });

    $panel.prop("record", record);
  });
});
