import "../elements/define.js";
import { LiangbingError } from "../error.js";
import { servePanel } from "../frame.js";
import { load } from "../liangbing.js";

// A page for the panel, as an integrator would write it; which policy it lives under is the server's word.
const panel = document.querySelector("liangbing-panel");
if (panel) {
  try {
    panel.engine = await load({ equations: false });
  } catch (error) {
    panel.error = LiangbingError.of(error);
  }
  // The address has an origin where the frame itself, sandboxed, has none.
  await servePanel({ allow: [location.origin], panel });
}
