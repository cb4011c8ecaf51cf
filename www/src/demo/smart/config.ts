import { LiangbingError } from "../../error.js";
import type { Locale } from "../../types.js";

/** What a deployer writes beside the page: as what it is registered, and which servers may launch it. */
export interface Config {
  clientId: string;
  servers: string[];
}

export async function readConfig(): Promise<Config> {
  const response = await fetch(new URL("config.json", location.href), { cache: "no-store" });
  const said = (response.ok ? await response.json() : {}) as Partial<Config>;
  const servers: unknown = said.servers;
  const listed = Array.isArray(servers) && servers.every((server) => typeof server === "string");
  if (typeof said.clientId !== "string" || !listed) {
    throw new LiangbingError("bad-options", "config.json", "`clientId` and `servers` are expected");
  }
  return { clientId: said.clientId, servers };
}

export function pageLocale(): Locale {
  return navigator.language.startsWith("zh") ? "zh-CN" : "en";
}
