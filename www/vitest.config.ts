import { defineConfig } from "vitest/config";
import { define } from "./vite.shared.js";

export default defineConfig({
  define,
  test: { include: ["test/*.test.ts", "src/**/*.test.ts"], environment: "happy-dom" },
});
