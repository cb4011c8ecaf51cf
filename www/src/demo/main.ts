import "../elements/define.js";
import { DoctorPage } from "./page.js";

customElements.define("liangbing-doctor-page", DoctorPage);
