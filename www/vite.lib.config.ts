import { defineConfig } from "vite";
import { define } from "./vite.shared.js";

// The npm package. Not Vite's library mode: it keeps the white space.
export default defineConfig({
  base: "./",
  define,
  publicDir: false,
  build: {
    target: "es2022",
    outDir: "lib",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: {
        liangbing: "src/liangbing.ts", elements: "src/elements/define.ts", fhir: "src/fhir.ts",
        equations: "src/equations.ts", overlays: "src/overlays.ts", forms: "src/forms.ts",
        tables: "src/tables.ts",
      },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js", assetFileNames: "[name][extname]" },
    },
  },
});
