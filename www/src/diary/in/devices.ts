import { answer, context, type CuffMessage, glucose, type MealMessage, type MeterMessage, pressure, records, stop } from "../../bluetooth.js";
import { choose, connect, type Device, DeviceError, hear, isMissing, Quiet, type Radio, WAITS, within } from "./gatt.js";

/** How far it is: shown while a person waits. */
export type Step = "choosing" | "connecting" | "waiting" | "receiving";

export interface Listening {
  step(step: Step, heard: number): void;
  signal: AbortSignal;
  /** Settles when the module that reads messages is there. */
  ready: Promise<unknown>;
  /** Ends it early with what there is. */
  enough?: AbortSignal;
}

/** What a device said, before anybody has judged it. */
export interface Heard<T> {
  device: { id: string; name: string };
  messages: T[];
  /** Messages that ended too early; nothing of them is read. */
  broken: number;
  /** It hung up, or fell silent, before all was said. */
  unfinished: boolean;
}

const nameOf = ({ id, name }: Device): { id: string; name: string } => ({ id, name: name?.trim() || "" });

/** Everything that a cuff sends once it is connected. Throws a `DeviceError` where nothing came. */
export async function readCuff(it: Radio, o: Listening): Promise<Heard<CuffMessage>> {
  o.step("choosing", 0);
  const device = await choose(it, "blood_pressure");
  await o.ready.catch((error: unknown) => { throw new DeviceError("module", error); });
  o.step("connecting", 0);
  const said = new Messages(pressure);
  try {
    const service = await connect(device, "blood_pressure", o.signal);
    const measured = await characteristic(service, "blood_pressure_measurement", o.signal);
    const quiet = new Quiet(device, o.signal);
    o.enough?.addEventListener("abort", () => quiet.end(), { once: true });
    await hearing(measured, (bytes) => {
      // The same bytes again are the same measurement, sent twice.
      said.take(bytes);
      quiet.wait(WAITS.more);
      o.step("receiving", said.messages.length);
    }, o.signal);
    o.step("waiting", 0);
    const how = await quiet.over;
    if (how === "stopped") throw new DeviceError("stopped");
    if (said.nothing) throw new DeviceError(how === "hung-up" ? "broken-off" : "silent");
  } finally {
    device.gatt?.disconnect();
  }
  return { device: nameOf(device), messages: said.messages, broken: said.broken, unfinished: false };
}

/** A result with what the meter says about its meal. */
export type MeterResult = MeterMessage & { timing: MealMessage["timing"]; meal: MealMessage["meal"] };

export interface FromMeter extends Heard<MeterResult> {
  /** The meter keeps nothing newer. */
  none: boolean;
}

/**
 * What a meter keeps: everything, or from the number after the last one that was read. `last` answers that number for a
 * meter, or nothing. A meter that cannot count from a number is asked for everything.
 */
export async function readMeter(it: Radio, last: (device: { id: string; name: string }) => number | null, o: Listening): Promise<FromMeter> {
  o.step("choosing", 0);
  const device = await choose(it, "glucose");
  await o.ready.catch((error: unknown) => { throw new DeviceError("module", error); });
  o.step("connecting", 0);
  const results = new Messages(glucose);
  const meals = new Messages(context);
  let none = false;
  let unfinished = false;
  try {
    const service = await connect(device, "glucose", o.signal);
    const control = await characteristic(service, "record_access_control_point", o.signal);
    const quiet = new Quiet(device, o.signal);
    let answered: (is: "done" | "none" | "refused") => void = () => undefined;
    const heard = (): void => {
      quiet.wait(WAITS.silence);
      o.step("receiving", results.messages.length);
    };
    await hearing(await characteristic(service, "glucose_measurement", o.signal), (bytes) => (results.take(bytes), heard()), o.signal);
    try {
      await hearing(await characteristic(service, "glucose_measurement_context", o.signal), (bytes) => (meals.take(bytes), heard()), o.signal);
    } catch (error) {
      // Many meters know of no meals.
      if (!(error instanceof DeviceError) || error.why !== "not-this-kind") throw error;
    }
    await hearing(control, (bytes) => answered(answerOf(bytes)), o.signal);
    o.step("waiting", 0);
    const ask = async (from: number | null): Promise<"done" | "none" | "refused" | "hung-up" | "silent" | "stopped" | "ended"> => {
      const said = new Promise<"done" | "none" | "refused">((done) => (answered = done));
      await within(write(control, records(from ?? undefined)), WAITS.connect, "no-connection", o.signal);
      return Promise.race([said, quiet.over]);
    };
    const before = last(nameOf(device));
    const from = before === null || before >= 0xffff ? null : before + 1;
    let how = await ask(from);
    if (how === "refused" && from !== null) how = await ask(null);
    none = how === "none";
    unfinished = how === "hung-up" || how === "silent";
    if (how === "stopped") {
      await write(control, stop()).catch(() => undefined);
      throw new DeviceError("stopped");
    }
    if (how === "refused") throw new DeviceError("refused");
    if (unfinished && results.nothing) throw new DeviceError(how === "hung-up" ? "broken-off" : "silent");
    quiet.end();
  } finally {
    device.gatt?.disconnect();
  }
  const about = new Map(meals.messages.map((meal) => [meal.sequence, meal]));
  const messages = results.messages.map((one) => ({ ...one, timing: about.get(one.sequence)?.timing ?? null, meal: about.get(one.sequence)?.meal ?? null }));
  return { device: nameOf(device), messages, broken: results.broken + meals.broken, unfinished, none };
}

/** Messages as they are read, each once. */
class Messages<T> {
  readonly messages: T[] = [];
  broken = 0;
  readonly #read: (bytes: Uint8Array) => T;
  readonly #seen = new Set<string>();

  constructor(read: (bytes: Uint8Array) => T) {
    this.#read = read;
  }

  get nothing(): boolean {
    return this.messages.length === 0 && this.broken === 0;
  }

  take(bytes: Uint8Array): void {
    const key = bytes.join(" ");
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    try {
      this.messages.push(this.#read(bytes));
    } catch {
      this.broken += 1;
    }
  }
}

function answerOf(bytes: Uint8Array): "done" | "none" | "refused" {
  try {
    const { is } = answer(bytes);
    return is === "done" || is === "none" ? is : "refused";
  } catch {
    return "refused";
  }
}

type Service = Awaited<ReturnType<typeof connect>>;
type Characteristic = Awaited<ReturnType<Service["getCharacteristic"]>>;

async function characteristic(service: Service, name: string, signal: AbortSignal): Promise<Characteristic> {
  try {
    return await within(service.getCharacteristic(name), WAITS.connect, "no-connection", signal);
  } catch (error) {
    throw error instanceof DeviceError ? error : new DeviceError(isMissing(error) ? "not-this-kind" : "broken-off", error);
  }
}

async function hearing(it: Characteristic, heard: (bytes: Uint8Array) => void, signal: AbortSignal): Promise<void> {
  try {
    await within(hear(it, heard), WAITS.connect, "no-connection", signal);
  } catch (error) {
    // Here a device asks to be paired, and a person may say no.
    throw error instanceof DeviceError ? error : new DeviceError("broken-off", error);
  }
}

async function write(it: Characteristic, bytes: Uint8Array): Promise<void> {
  const own = new Uint8Array(bytes);
  try {
    await (it.writeValueWithResponse ? it.writeValueWithResponse(own) : it.writeValue?.(own));
  } catch (error) {
    throw new DeviceError("broken-off", error);
  }
}
