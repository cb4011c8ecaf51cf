/** Whether this names one origin exactly: no path, no wildcard, not `null`. */
export function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}
