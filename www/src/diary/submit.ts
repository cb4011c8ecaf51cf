/**
 * Takes the press of a form's button, which Enter presses too, as the form's submission: a frame without `allow-forms` swallows
 * the browser's own, though nothing of a diary is sent anywhere.
 */
export function pressed(event: Event): void {
  const button = event.composedPath().find((one): one is HTMLButtonElement => one instanceof HTMLButtonElement && one.type === "submit");
  const form = button?.form;
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  if (form.noValidate || form.reportValidity()) form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: button }));
}
