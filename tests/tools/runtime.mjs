// Makes runtime.js and runtime.d.ts of the TypeScript client's runtime.ts: node runtime.mjs [folder for the output]
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const source = fileURLToPath(new URL("../../src/Sisk.Sse.Contract/TypeScript", import.meta.url));
const target = process.argv[2] ?? source;
const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
const compile = (...settings) => execFileSync(process.execPath, [tsc, "-p", source, "--outDir", target, ...settings], { stdio: "inherit" });

compile("--removeComments");
compile("--declaration", "--emitDeclarationOnly");

// The names of the module itself stay: what is generated behind it calls some, and avoids the others.
const script = join(target, "runtime.js");
// One keyword instead of two compresses better.
const { code } = await minify(readFileSync(script, "utf8").replaceAll(/\bconst /g, "let "), { ecma: 2022, compress: { passes: 2 } });
writeFileSync(script, code + "\n");
