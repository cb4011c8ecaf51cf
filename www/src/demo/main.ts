import "../elements/define.js";
import { EncounterForm } from "./encounter.js";
import { FollowUp } from "./followup.js";
import { DoctorPage } from "./page.js";

customElements.define("liangbing-encounter", EncounterForm);
customElements.define("liangbing-follow-up", FollowUp);
customElements.define("liangbing-doctor-page", DoctorPage);
