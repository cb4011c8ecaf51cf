import "../elements/define.js";
import { PlaygroundPage } from "./page.js";

customElements.define("liangbing-playground-page", PlaygroundPage);
