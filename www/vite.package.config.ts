import { defineConfig, type Rollup } from "vite";
import { inline, onePolicy, ownWayOnly, told, unindented } from "./vite.files.js";
import { define } from "./vite.shared.js";

// What the package has beside its modules: the same loader for pages and places that cannot fetch a file.
const WAYS: Readonly<Record<string, { input: Record<string, string>; out: string; format: "es" | "iife" }>> = {
  inline: { input: { liangbing: "src/liangbing.ts" }, out: "inline", format: "es" },
  iife: { input: { "liangbing.iife": "src/iife.ts" }, out: "iife", format: "iife" },
  worker: { input: { "liangbing-worker": "src/worker/main.ts" }, out: "pkg-worker", format: "iife" },
};

export default defineConfig(({ mode }) => {
  const way = WAYS[mode];
  if (!way) throw new Error(`--mode is one of ${Object.keys(WAYS).join(", ")}`);
  const { input, out, format } = way;
  const names: Rollup.OutputOptions = { entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" };
  return {
    base: "./",
    define,
    publicDir: false,
    plugins: [ownWayOnly(), onePolicy(), unindented(), mode === "worker" ? told() : inline()],
    build: {
      target: "es2022",
      outDir: out,
      emptyOutDir: true,
      modulePreload: false,
      // Not for the package's own modules: it puts every file into the script.
      lib: { entry: input, formats: [format], name: "liangbing" },
      rolldownOptions: { output: { ...names, minify: true } },
      chunkSizeWarningLimit: 1500,
    },
  };
});
