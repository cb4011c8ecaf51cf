import type { Page } from "playwright-core";

/** A message: a characteristic's name and bytes in hexadecimal; `wait` in milliseconds before it. */
export type Sent = readonly [characteristic: string, hex: string];

/** How a fake device behaves. */
export interface Fake {
  id?: string;
  name?: string;
  service: "blood_pressure" | "glucose";
  /** What a cuff sends once it is listened to. */
  sends?: readonly Sent[];
  /** What a meter sends after a request, whose bytes are the key; `*` is any other. */
  answers?: Readonly<Record<string, readonly Sent[]>>;
  /** Hangs up after all of that. */
  hangsUp?: boolean;
  /** How often connecting fails first. */
  failsToConnect?: number;
  /** The chooser is closed, or nothing is allowed. */
  choosing?: "NotFoundError" | "SecurityError";
  off?: boolean;
  missing?: readonly string[];
}

/** Puts a fake radio into a page, before or after it was loaded; `asked` afterwards tells what was written to it. */
export async function lend(page: Page, fake: Fake | null): Promise<void> {
  await page.evaluate((it) => {
    const own = window as unknown as { asked: string[]; calls: number };
    own.asked = [];
    own.calls = 0;
    if (!it) return void Object.defineProperty(navigator, "bluetooth", { value: undefined, configurable: true });
    const bytesOf = (hex: string): DataView => new DataView(Uint8Array.from(hex.split(" ").map((byte) => Number.parseInt(byte, 16))).buffer);
    const device = Object.assign(new EventTarget(), { id: it.id ?? "device-1", name: it.name ?? "BP-1" });
    const hangUp = (): void => {
      server.connected = false;
      device.dispatchEvent(new Event("gattserverdisconnected"));
    };
    const known = new Map<string, EventTarget & { value?: DataView }>();
    const send = (list: readonly (readonly [string, string])[]): void => {
      list.forEach(([name, hex], at) => setTimeout(() => {
        const characteristic = known.get(name);
        if (!characteristic || !server.connected) return;
        characteristic.value = bytesOf(hex);
        characteristic.dispatchEvent(new Event("characteristicvaluechanged"));
      }, 5 * (at + 1)));
      if (it.hangsUp) setTimeout(hangUp, 5 * (list.length + 2));
    };
    const characteristicOf = (name: string): object => {
      if (it.missing?.includes(name)) throw new DOMException("no such characteristic", "NotFoundError");
      const made = Object.assign(new EventTarget(), {
        startNotifications: () => {
          if (it.service === "blood_pressure") send(it.sends ?? []);
          return Promise.resolve();
        },
        writeValueWithResponse: (bytes: Uint8Array) => {
          const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
          own.asked.push(hex);
          send(it.answers?.[hex] ?? it.answers?.["*"] ?? []);
          return Promise.resolve();
        },
      });
      known.set(name, made);
      return made;
    };
    const server = {
      connected: false,
      connect: () => {
        own.calls += 1;
        if (own.calls <= (it.failsToConnect ?? 0)) return Promise.reject(new DOMException("GATT operation failed", "NetworkError"));
        server.connected = true;
        return Promise.resolve(server);
      },
      disconnect: () => { server.connected = false; },
      getPrimaryService: (name: string) => {
        if (name !== it.service) return Promise.reject(new DOMException("no such service", "NotFoundError"));
        return Promise.resolve({ getCharacteristic: (one: string) => Promise.resolve().then(() => characteristicOf(one)) });
      },
    };
    const radio = {
      getAvailability: () => Promise.resolve(!it.off),
      requestDevice: () => it.choosing ? Promise.reject(new DOMException("User cancelled the requestDevice() chooser.", it.choosing)) : Promise.resolve(Object.assign(device, { gatt: server })),
    };
    Object.defineProperty(navigator, "bluetooth", { value: radio, configurable: true });
  }, fake);
}

export const asked = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { asked: string[] }).asked);

/** Opens one of the doors of bringing in. */
export async function openDoor(page: Page, way: "cuff" | "meter" | "table" | "papers"): Promise<void> {
  if (!(await page.locator(`[data-in=${way}]`).isVisible())) await page.locator(".in summary").click();
  await page.locator(`[data-in=${way}]`).click();
  await page.locator(way === "cuff" || way === "meter" ? "diary-device h2" : `diary-${way} h2`).waitFor();
}
