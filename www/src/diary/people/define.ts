import { DiaryPeople } from "./people.js";

declare global {
  interface HTMLElementTagNameMap {
    "diary-people": DiaryPeople;
  }
}
if (!customElements.get("diary-people")) customElements.define("diary-people", DiaryPeople);
