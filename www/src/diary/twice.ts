/** Two taps of one finger: so many milliseconds, and so many pixels, from each other. */
const [SOON, NEAR] = [500, 30];

/**
 * A listener that swallows the second tap of two on one place, where the first took away what stood there: it was meant for
 * that, and would else delete a reading that was just saved, or close an alarm that nobody has read. To be added for capture.
 */
export function onlyOnce(): (event: Event) => void {
  let first: { x: number; y: number; at: number; on: Node } | undefined;
  return (event) => {
    const { clientX: x, clientY: y, timeStamp: at, detail, pointerType } = event as PointerEvent;
    // A press of a key has no place.
    if (detail === 0) return;
    if (first && !first.on.isConnected) {
      const tapped = at - first.at < SOON && Math.hypot(x - first.x, y - first.y) < NEAR;
      // Of a mouse the browser counts by itself, as its owner has set it; of fingers not every one does.
      if (pointerType === "mouse" ? detail > 1 : tapped) {
        event.stopImmediatePropagation();
        return event.preventDefault();
      }
    }
    first = { x, y, at, on: event.composedPath()[0] as Node };
  };
}
