import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { plainImports } from "./vite.files.js";
import { offlineDiary } from "./vite.offline.js";
import { define } from "./vite.shared.js";

// The pages. The development server is not used: its injected styles break the policy that every page
// must live under, so what is tested is what is built.
export default defineConfig(({ mode }) => ({
  base: "./",
  define,
  // For drawing a page without the module: `vite build --mode fixture`.
  resolve: mode === "fixture"
    ? { alias: [{ find: "./engine.js", replacement: fileURLToPath(new URL("test/fixture/engine.ts", import.meta.url)) }] }
    : {},
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The demonstration's village is a text of its own, fetched by nobody else.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { doctor: "index.html", diary: "diary/index.html", view: "view/index.html", round: "round/index.html", smart: "smart/index.html", smartLaunch: "smart/launch.html",
          guidelines: "guidelines/index.html", playground: "playground/index.html", playgroundPreview: "playground/preview.html" },
        // A slow network pays for each file: what every page starts with is one, and what the diary starts with another.
        output: { codeSplitting: { groups: [
          { name: "base", test: /\/node_modules\/(lit|@lit|lit-html|lit-element)\/(?!.*directive)|\/lit-html\/(directive|directives\/keyed)\.js$|\/lit\/directives\/keyed\.js$|preload-helper|\/src\/(error|version|minutes|worker\/policy)\.ts$|\/src\/elements\/(tokens|icons|locale)\.ts$/ },
          // What the panel's pages start with besides; the diary has words of its own, and pays for none of these.
          { name: "panel-base", test: /\/node_modules\/(lit|lit-html)\/(directives?|async-directive|directive-helpers)\b|\/src\/elements\/(tier|tier\.styles|html-policy|words|words\.en|words\.zh-CN)\.ts$/ },
          { name: "diary-base", test: /\/src\/diary\/(words|words\.en|words\.zh-CN|clock|today|styles|list|order|judge|remind|settings|store\/types|store\/rows)\.ts$/ },
          // The database belongs to the diary's own page; the viewer of a code has none.
          { name: "diary-own", test: /\/node_modules\/idb\/|\/src\/diary\/(define|diary|entry|face|head|host|idle|input|judging|model|offline|opening|parts|speech|submit|twice|units|in\/door|store\/(browser|index|memory|schema))\.ts$/ },
        ] } },
      },
  },
  plugins: [plainImports(), offlineDiary()],
  // The reader of tables is a worker that fetches the reader of sheets only when there is one.
  // What it fetches is named after it, and kept as it is: once somebody has used it.
  worker: { format: "es", rolldownOptions: { output: { chunkFileNames: "assets/liangbing-worker-table-[name]-[hash].js" } } },
}));
