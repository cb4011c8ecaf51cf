import { mergeConfig } from "vite";
import lib from "./vite.lib.config.js";

// The diary, built apart: sharing chunks with it would make the panel heavier for those who show only that.
export default mergeConfig({ ...lib, build: { ...lib.build, rolldownOptions: { ...lib.build?.rolldownOptions, input: {} } } }, {
  build: { emptyOutDir: false, rolldownOptions: { input: { diary: "src/diary/define.ts" } } },
});
