/**
 * Hands a file to the reader, by a link that is pressed for them: nothing is sent anywhere. A host that prevents the event
 * takes it over. Answers whether it was handed over.
 */
export function give(from: HTMLElement, name: string, type: string, text: string): boolean {
  const allowed = from.dispatchEvent(new CustomEvent("liangbing-export", { bubbles: true, composed: true, cancelable: true, detail: { name, type } }));
  if (!allowed) return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
