/** Two taps of one hand: so many milliseconds, and so many pixels, from each other. */
const [SOON, NEAR] = [500, 30];

/**
 * A listener that swallows the second tap of two on one place, where the first took away what stood there: it was meant for
 * that, and would else delete a reading that was just saved, or close an alarm that nobody has read. To be added for capture.
 */
export function onlyOnce(): (event: Event) => void {
  let first: { x: number; y: number; at: number; on: Node } | undefined;
  return (event) => {
    const { clientX: x, clientY: y, timeStamp: at, detail } = event as MouseEvent;
    // A press of a key has no place.
    if (detail === 0) return;
    if (first && !first.on.isConnected && at - first.at < SOON && Math.hypot(x - first.x, y - first.y) < NEAR) {
      event.stopImmediatePropagation();
      return event.preventDefault();
    }
    first = { x, y, at, on: event.composedPath()[0] as Node };
  };
}
