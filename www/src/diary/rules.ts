export { load } from "../liangbing.js";
