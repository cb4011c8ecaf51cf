// Whether a host's own colours can still be read. Fetched only where a host has set one.

type Bytes = readonly [number, number, number];

/** Text and what it stands on, by the names of the tokens; WCAG 2 asks for 4.5 to 1. */
const TEXT: readonly (readonly [string, string])[] = [
  ["fg", "bg"], ["primary", "bg"],
  ...["red", "yellow", "blue", "grey"].flatMap((own) => [[`${own}-fg`, `${own}-bg`], ["fg", `${own}-tint`]] as const),
];
/** Borders that tell a colour from the page; 3 to 1. */
const LINES = ["red", "yellow", "blue", "grey"].map((own) => [`${own}-line`, "bg"] as const);

let warned = false;

/** Warns once for the page of every pair that is too faint in the theme that is shown. */
export function warnOfContrast(element: Element): void {
  if (warned) return;
  const style = getComputedStyle(element);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!canvas) return;
  const faint = [...TEXT.map((pair) => [...pair, 4.5] as const), ...LINES.map((pair) => [...pair, 3] as const)].flatMap(([over, under, least]) => {
    const ratio = contrast(canvas, token(style, over), token(style, under));
    return ratio < least ? [`--liangbing-${over} on --liangbing-${under} is ${ratio.toFixed(1)} to 1, at least ${least} is needed`] : [];
  });
  if (faint.length === 0) return;
  warned = true;
  console.warn(`liangbing: colours of this page are hard to read: ${faint.join("; ")}`);
}

/** A token as the theme has it; `primary` is what links are drawn in. */
function token(style: CSSStyleDeclaration, name: string): string {
  return style.getPropertyValue(`--_${name === "primary" ? "link" : name}`).trim();
}

/** The canvas knows every way of writing a colour, and what lies under a translucent one. */
function contrast(canvas: CanvasRenderingContext2D, over: string, under: string): number {
  const paint = (...colours: string[]): Bytes => {
    for (const colour of ["#fff", ...colours]) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const [one, two] = [luminance(paint(under, over)), luminance(paint(under))];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

/** The relative luminance of WCAG 2. */
function luminance(bytes: Bytes): number {
  const [red = 0, green = 0, blue = 0] = bytes.map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
