import type { ErrorCode } from "./types.js";

/** The one error of this package: a stable code, where, and one sentence. */
export class LiangbingError extends Error {
  override readonly name = "LiangbingError";
  readonly code: ErrorCode;
  /** Such as `observations[2].value`; empty for the whole. */
  readonly path: string;

  constructor(code: ErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
  }

  /** Whatever was thrown as this error; one of another copy of this package keeps its code. */
  static of(thrown: unknown): LiangbingError {
    const known = LiangbingError.fromModule(thrown);
    if (known instanceof LiangbingError) return known;
    return new LiangbingError("wasm-wrong", "", String(thrown), { cause: thrown });
  }

  /** A refusal as it crosses from the module: an error with a code and a path. */
  static fromModule(thrown: unknown): unknown {
    if (thrown instanceof LiangbingError || !(thrown instanceof Error) || !("code" in thrown) || !("path" in thrown)) return thrown;
    return new LiangbingError(thrown.code as ErrorCode, String(thrown.path), thrown.message);
  }
}
