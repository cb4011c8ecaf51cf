import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const BESIDE = /new URL\("\.\.\/(pkg[\w-]*\/[\w.-]+)",\s*import\.meta\.url\)/g;
const OURS = /\/www\/src\/[^?]*\.ts$/;
const GLUE = /\/www\/pkg[\w-]*\/\w+\.js(\?spare)?$/;
const PACKED = "virtual:packed/";

/** The generator's own way of loading, which no loader of ours takes, would name every module a second time. */
export function ownWayOnly(): Plugin {
  return {
    name: "liangbing:own-way-only",
    enforce: "pre",
    transform(code, id) {
      if (!GLUE.test(id)) return null;
      return { code: code.replace(/new URL\('[^']+', import\.meta\.url\)/g, "undefined"), map: null };
    },
  };
}

/** Every file of the modules as compressed text in the script, unpacked when it is wanted. */
export function inline(): Plugin {
  return {
    name: "liangbing:inline",
    enforce: "pre",
    transform(code, id) {
      if (!OURS.test(id) || !code.match(BESIDE)) return null;
      const unpacked = code.replace(BESIDE, (_, file: string) => `unpackedFile(import("${PACKED}${file}"))`);
      const from = fileURLToPath(new URL("src/unpack.ts", import.meta.url));
      return { code: `import { unpackedFile } from ${JSON.stringify(from)};\n${unpacked}`, map: null };
    },
    resolveId: (id) => (id.startsWith(PACKED) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PACKED}`)) return null;
      const bytes = readFileSync(new URL(id.slice(PACKED.length + 1), import.meta.url));
      return `export default ${JSON.stringify(gzipSync(bytes, { level: 9 }).toString("base64"))};`;
    },
  };
}

/** Every file of the modules from where the page told its worker that it is. */
export function told(): Plugin {
  return {
    name: "liangbing:told",
    enforce: "pre",
    transform(code, id) {
      if (!OURS.test(id) || !code.match(BESIDE)) return null;
      const asked = code.replace(BESIDE, (_, file: string) => `toldFile("${file.slice(file.indexOf("/") + 1)}")`);
      const from = fileURLToPath(new URL("src/worker/told.ts", import.meta.url));
      return { code: `import { toldFile } from ${JSON.stringify(from)};\n${asked}`, map: null };
    },
  };
}

/** Style sheets without white space and remarks; other templates without their indentation. */
export function unindented(): Plugin {
  return {
    name: "liangbing:unindented",
    enforce: "pre",
    transform(code, id) {
      if (!/\/www\/src\/elements\/[^?]*\.ts$/.test(id)) return null;
      const sheets = code.replace(/css`[^`]*`/g, (sheet) => sheet.replace(/\/\*.*?\*\//gs, "").replace(/\s*([{};,])\s*/g, "$1"));
      return { code: sheets.replace(/\n[ \t]+/g, "\n"), map: null };
    },
  };
}

/** Vite waits for style sheets before it imports a part; there are none here, and that helper was a kilobyte of every entry. */
export function plainImports(): Plugin {
  return {
    name: "liangbing:plain-imports",
    enforce: "pre",
    load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
  };
}

const ON_A_SERVER: readonly (readonly [RegExp, RegExp, string])[] = [
  [/\/lit-html\/lit-html\.js$/, /,(\w+)=document,/, ",$1=globalThis.document,"],
  [/\/lit-html\/lit-html\.js$/, /=(\w+)\.createTreeWalker\(\1,129\)/, "=$1?.createTreeWalker($1,129)"],
  [/\/reactive-element\/reactive-element\.js$/, /extends HTMLElement\b/, "extends(globalThis.HTMLElement??Object)"],
];

/** Lit looks for a document when it is loaded. A server that only imports a page's modules has none, and draws nothing. */
export function importable(): Plugin {
  return {
    name: "liangbing:importable",
    enforce: "pre",
    transform(code, id) {
      return ON_A_SERVER.filter(([file]) => file.test(id)).reduce((text, [, what, instead]) => {
        if (!what.test(text)) throw new Error(`Lit looks for a document in another way now; look at importable() in vite.files.ts`);
        return text.replace(what, instead);
      }, code);
    },
  };
}

const LIT_POLICY = /(\w+)\?\1\.createPolicy\("lit-html",\{createHTML:\w+=>\w+\}\):void 0/;

/** Lit asks for its policy of Trusted Types when it is loaded, and a second copy of it would throw there. */
export function onePolicy(): Plugin {
  return {
    name: "liangbing:one-policy",
    enforce: "pre",
    transform(code, id) {
      if (!/\/lit-html\/(development\/)?lit-html\.js$/.test(id)) return null;
      if (!LIT_POLICY.test(code)) throw new Error("Lit makes its policy in another way now; look at onePolicy() in vite.files.ts");
      const from = fileURLToPath(new URL("src/elements/html-policy.ts", import.meta.url));
      const shared = code.replace(LIT_POLICY, "$1?htmlPolicy($1):void 0");
      return { code: `import { htmlPolicy } from ${JSON.stringify(from)};\n${shared}`, map: null };
    },
  };
}
