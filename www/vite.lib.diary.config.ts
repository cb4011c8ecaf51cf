import { mergeConfig } from "vite";
import { diaryEntry } from "./entries.js";
import lib from "./vite.lib.config.js";

// The diary, built apart: sharing chunks with it would make the panel heavier for those who show only that.
export default mergeConfig({ ...lib, build: { ...lib.build, rolldownOptions: { ...lib.build?.rolldownOptions, input: {}, output: {} } } }, {
  // The reader of tables, a worker of its own with the reader of sheets beside it.
  worker: { format: "es", rolldownOptions: { output: { entryFileNames: "[name].js", chunkFileNames: "chunks/table-[name].js", assetFileNames: "[name][extname]" } } },
  build: {
    emptyOutDir: false,
    rolldownOptions: {
      input: diaryEntry,
      // Beside the chunks of the others, and never over them.
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/diary-[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
