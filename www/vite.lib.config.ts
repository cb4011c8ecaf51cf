import { defineConfig } from "vite";
import { entries } from "./entries.js";
import { ownWayOnly, unindented } from "./vite.files.js";
import { define } from "./vite.shared.js";

// The npm package. Not Vite's library mode: it keeps the white space.
export default defineConfig({
  base: "./",
  define,
  publicDir: false,
  plugins: [ownWayOnly(), unindented()],
  build: {
    target: "es2022",
    outDir: "lib",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: { ...entries },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
