// Whether it was the page's policy that stopped something: a browser says so apart from the failure, and a moment later.

const MOMENT = 30;

/**
 * Listens for a violation of one directive from now on. The answer says whether there was one; asking ends the listening.
 * Where there are no policies, as in Node.js, there was none.
 */
export function policyWatch(directive: "connect-src" | "worker-src"): () => Promise<boolean> {
  if (typeof addEventListener !== "function") return () => Promise.resolve(false);
  let violated = false;
  const hear = (event: Event): void => {
    violated ||= (event as SecurityPolicyViolationEvent).effectiveDirective === directive;
  };
  addEventListener("securitypolicyviolation", hear);
  return async () => {
    if (!violated) await new Promise((done) => setTimeout(done, MOMENT));
    removeEventListener("securitypolicyviolation", hear);
    return violated;
  };
}
