/**
 * A patient from a FHIR server that launched this page, or that this page asks: SMART App Launch with PKCE, to read one
 * patient, and SMART Web Messaging back to the EHR. The record is then `toRecord(fetched.bundle)` of `liangbing/fhir`.
 *
 * OAuth is `oauth4webapi`'s, which the host brings. `fhirclient` keeps the token in `sessionStorage`, where every script
 * of the origin can read it, so it is not used: here the token lives in one object and dies with the page.
 */
export { launch, type LaunchOptions, type OAuth, ready, scopesOf } from "./smart/launch.js";
export { type Draft, draftReferral, Messaging } from "./smart/messaging.js";
export { type Fetched, READ, type ResourceName, type Session } from "./smart/session.js";
export { type Limits, LIMITS } from "./smart/server.js";
