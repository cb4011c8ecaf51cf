import { defineConfig } from "vitest/config";
import { define } from "./vite.shared.js";

// A real browser is driven from Node; the pages are the built ones.
export default defineConfig({
  define,
  test: {
    include: ["test/browser/*.test.ts"],
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two pages at once is what two cores carry.
    maxWorkers: 2,
    // A slow machine is not a fault: what is waited for may take its time.
    expect: { poll: { timeout: 20_000 } },
  },
});
