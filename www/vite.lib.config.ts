import { defineConfig } from "vite";
import { entries } from "./entries.js";
import { importable, onePolicy, ownWayOnly, plainImports, unindented } from "./vite.files.js";
import { define } from "./vite.shared.js";

// The npm package. Not Vite's library mode: it keeps the white space.
export default defineConfig({
  base: "./",
  define,
  publicDir: false,
  plugins: [ownWayOnly(), importable(), onePolicy(), unindented(), plainImports()],
  build: {
    target: "es2022",
    outDir: "lib",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: { ...entries },
      preserveEntrySignatures: "strict",
      output: {
        // One small part for what the panel and the loader both need, which the panel's budget counts.
        // The words of both languages are a part of their own, with a budget of their own. What every panel needs stays one
        // part, though parts that are fetched later share it: cut in two it compresses worse.
        codeSplitting: { groups: [
          { name: "error", test: /\/src\/(error|version)\.ts$|preload-helper/, priority: 1 }, { name: "words", test: /\/elements\/words\.(en|zh-CN)\.ts$/, priority: 1 },
          { name: "panel", test: /\/elements\/(panel|tier|critical|register|clash)\.ts$/ },
        ] },
        entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js", assetFileNames: "[name][extname]",
      },
    },
  },
});
