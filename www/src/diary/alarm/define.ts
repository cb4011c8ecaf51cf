import { DiaryDanger } from "../danger.js";
import { DiarySigns } from "../signs.js";

// Fetched right after the first paint, and always before the rules that could raise an alarm.
if (!customElements.get("diary-danger")) customElements.define("diary-danger", DiaryDanger);
if (!customElements.get("diary-signs")) customElements.define("diary-signs", DiarySigns);
