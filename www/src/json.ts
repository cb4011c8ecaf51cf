import { LiangbingError } from "./error.js";

/**
 * JSON text of a plain value. What JSON would change in silence is refused with its path: NaN and
 * infinities (they would become null), dates, big integers, functions, maps, sets and typed arrays.
 */
export function stringify(value: unknown): string {
  const paths = new Map<object, string>();

  function plain(this: unknown, key: string, after: unknown): unknown {
    const holder = this as Record<string, unknown>;
    // Before `toJSON`: after it a Date looks like text.
    const before = holder[key];
    const path = pathOf(paths.get(holder), key, Array.isArray(holder));
    const problem = problemOf(before, Array.isArray(holder));
    if (problem) throw new LiangbingError("wrong-type", path, problem);
    // Old libraries give every list and text a `toJSON` of their own; only an object's own one is meant.
    const said = isOwnWay(before) ? after : before;
    if (typeof said === "object" && said !== null) paths.set(said, path);
    return said;
  }

  try {
    const text = JSON.stringify(value, plain) as string | undefined;
    if (text === undefined) throw new LiangbingError("wrong-type", "", "`undefined` is no record");
    return text;
  } catch (error) {
    if (error instanceof LiangbingError) throw error;
    throw new LiangbingError("wrong-type", "", "the value contains itself", { cause: error });
  }
}

function isOwnWay(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return "toJSON" in value && value.toJSON !== (Object.prototype as { toJSON?: unknown }).toJSON;
}

function pathOf(holder: string | undefined, key: string, inArray: boolean): string {
  if (holder === undefined) return "";
  if (inArray) return `${holder}[${key}]`;
  return holder === "" ? key : `${holder}.${key}`;
}

function problemOf(value: unknown, inArray: boolean): string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : `\`${value}\` is no number that can be judged`;
    case "bigint":
      return `\`${value}n\` is a big integer; a number is expected`;
    case "function":
    case "symbol":
      return `a ${typeof value} is no data`;
    case "undefined":
      return inArray ? "`undefined` in a list; a value or nothing is expected" : undefined;
    case "object":
      return value === null ? undefined : problemOfObject(value);
    default:
      return undefined;
  }
}

function problemOfObject(value: object): string | undefined {
  if (value instanceof Date) return "a Date has no time zone of its own; text as `YYYY-MM-DD` is expected";
  const odd = value instanceof Map || value instanceof Set || ArrayBuffer.isView(value);
  if (odd || value instanceof ArrayBuffer) return "a plain object or array is expected";
  return undefined;
}
