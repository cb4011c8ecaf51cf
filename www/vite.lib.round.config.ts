import { mergeConfig, type Plugin } from "vite";
import { roundEntry } from "./entries.js";
import lib from "./vite.lib.config.js";

const BESIDE: Readonly<Record<string, string>> = { "../elements/define.js": "./elements.js", "../fhir.js": "./fhir.js" };

/** The panel and the reader of FHIR are the package's own files beside this one, fetched when wanted, and no second copies. */
function beside(): Plugin {
  return {
    name: "liangbing:beside",
    enforce: "pre",
    resolveId: (source, importer) => (importer?.includes("/src/round/") && BESIDE[source] ? { id: BESIDE[source], external: true } : null),
  };
}

// The round, built apart as the diary is: sharing chunks with it would make the panel heavier for those who show only that.
export default mergeConfig({ ...lib, build: { ...lib.build, rolldownOptions: { ...lib.build?.rolldownOptions, input: {}, output: {} } } }, {
  plugins: [beside()],
  build: {
    emptyOutDir: false,
    rolldownOptions: {
      input: roundEntry,
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/round-[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
