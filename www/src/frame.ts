/**
 * The panel in a sandboxed frame of another origin: `connectPanel` for the page that has the patient, `servePanel` for
 * the page that has the panel. What each check protects from stands in `docs/embedding.md`.
 */
export { connectPanel, type ConnectOptions, type PanelLink } from "./frame/host.js";
export { servePanel, type PanelService, type ServeOptions } from "./frame/guest.js";
export { EVENTS, type EventName, type Shown } from "./frame/messages.js";
export { LARGEST, PROTOCOL, type Ignored } from "./frame/wire.js";
