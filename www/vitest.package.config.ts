import { defineConfig } from "vitest/config";
import { define } from "./vite.shared.js";

// The package as it is published, installed, built upon and driven in a real browser.
export default defineConfig({
  define,
  test: {
    include: ["test/package/*.test.ts"],
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
