// What is used of Web Bluetooth; TypeScript's own library of the browser does not know it.

export interface Characteristic extends EventTarget {
  readonly value?: DataView | undefined;
  startNotifications(): Promise<unknown>;
  writeValueWithResponse?(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  writeValue?(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}
interface Service {
  getCharacteristic(name: string): Promise<Characteristic>;
}
interface Server {
  readonly connected: boolean;
  connect(): Promise<Server>;
  disconnect(): void;
  getPrimaryService(name: string): Promise<Service>;
}
export interface Device extends EventTarget {
  readonly id: string;
  readonly name?: string | undefined;
  readonly gatt?: Server | undefined;
}
export interface Radio {
  getAvailability?(): Promise<boolean>;
  requestDevice(o: { filters: { services: string[] }[]; optionalServices?: string[] }): Promise<Device>;
}

/** This browser's radio, where it lends one. */
export function radio(): Radio | null {
  return (navigator as { bluetooth?: Radio }).bluetooth ?? null;
}

/** Why nothing came; each has one sentence. */
export type Why =
  | "none-chosen" | "off" | "not-allowed" | "no-connection" | "not-this-kind" | "broken-off" | "silent" | "refused" | "stopped" | "module" | "other";

export class DeviceError extends Error {
  override readonly name = "DeviceError";
  readonly why: Why;

  constructor(why: Why, cause?: unknown) {
    super(why, { cause });
    this.why = why;
  }
}

/** How long each step may take, in milliseconds; how long the chooser stands open is the browser's. */
export const WAITS = { connect: 40_000, silence: 60_000, more: 10_000, between: 500 } as const;

/** The device that a person picks. */
export async function choose(it: Radio, service: string): Promise<Device> {
  if ((await it.getAvailability?.()) === false) throw new DeviceError("off");
  try {
    return await it.requestDevice({ filters: [{ services: [service] }] });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    // The same name for a chooser that was closed and for one in which nothing appeared.
    if (name === "NotFoundError") throw new DeviceError(/adapter|turned off/i.test(String(error)) ? "off" : "none-chosen", error);
    throw new DeviceError(name === "SecurityError" || name === "NotAllowedError" ? "not-allowed" : "other", error);
  }
}

/** Settles as the promise does, or fails after a time or when it was stopped. */
export function within<T>(promise: Promise<T>, milliseconds: number, why: Why, signal: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    const end = setTimeout(() => failed(new DeviceError(why)), milliseconds);
    const stopped = (): void => failed(new DeviceError("stopped"));
    if (signal.aborted) stopped();
    signal.addEventListener("abort", stopped, { once: true });
    promise.then(done, failed).finally(() => {
      clearTimeout(end);
      signal.removeEventListener("abort", stopped);
    });
  });
}

/** The service of a device, connected; a first failure is tried once more, since radios often miss the first call. */
export async function connect(device: Device, service: string, signal: AbortSignal): Promise<Service> {
  const once = async (): Promise<Service> => {
    if (!device.gatt) throw new DeviceError("no-connection");
    const server = await within(device.gatt.connect(), WAITS.connect, "no-connection", signal);
    return within(server.getPrimaryService(service), WAITS.connect, "no-connection", signal);
  };
  try {
    return await once();
  } catch (first) {
    if (signal.aborted) throw new DeviceError("stopped");
    if (isMissing(first)) throw new DeviceError("not-this-kind", first);
    device.gatt?.disconnect();
    await new Promise((done) => setTimeout(done, WAITS.between));
    try {
      return await once();
    } catch (error) {
      if (signal.aborted) throw new DeviceError("stopped");
      throw isMissing(error) ? new DeviceError("not-this-kind", error) : new DeviceError("no-connection", error);
    }
  }
}

/** A device that has no such service or characteristic. */
export function isMissing(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotFoundError";
}

/** Hears a characteristic; what it says is copied, since a browser may use its memory again. */
export async function hear(characteristic: Characteristic, heard: (bytes: Uint8Array) => void): Promise<void> {
  characteristic.addEventListener("characteristicvaluechanged", () => {
    const { value } = characteristic;
    if (value) heard(new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) as ArrayBuffer));
  });
  await characteristic.startNotifications();
}

/**
 * Waits until a conversation ends: when it is over, when the device hangs up, or when it was silent for too long.
 * `touch` says that something was heard, `end` that all was.
 */
export class Quiet {
  readonly over: Promise<"ended" | "hung-up" | "silent" | "stopped">;
  readonly #device: Device;
  readonly #signal: AbortSignal;
  #settle: (how: "ended" | "hung-up" | "silent" | "stopped") => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(device: Device, signal: AbortSignal) {
    this.#device = device;
    this.#signal = signal;
    this.over = new Promise((done) => (this.#settle = done));
    device.addEventListener("gattserverdisconnected", this.#hungUp);
    signal.addEventListener("abort", this.#stopped);
    void this.over.then(() => {
      clearTimeout(this.#timer);
      this.#device.removeEventListener("gattserverdisconnected", this.#hungUp);
      this.#signal.removeEventListener("abort", this.#stopped);
    });
    if (signal.aborted) this.#stopped();
    this.wait(WAITS.silence);
  }

  /** From now on, so long. */
  wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle("silent"), milliseconds);
  }

  end(): void {
    this.#settle("ended");
  }

  #hungUp = (): void => this.#settle("hung-up");
  #stopped = (): void => this.#settle("stopped");
}
