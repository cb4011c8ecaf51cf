import { defineConfig } from "vite";

// Under `require-trusted-types-for 'script'` nothing may add scripts to the page, Vite's own preloading included.
export default defineConfig({ base: "./", build: { modulePreload: { polyfill: false } } });
