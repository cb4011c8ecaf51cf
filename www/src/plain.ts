// A name from a file must not be able to turn the rest of the line around, or fill the page.
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const LONGEST = 64;

/** Text from outside, without what steers and cut to a line. */
export function plain(text: string): string {
  const characters = [...text.replace(STEERING, "")];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : characters.join("");
}
