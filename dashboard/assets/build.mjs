// Bundles the dashboard's scripts, styles and fonts into dist/, under names
// that carry a hash of their content, with manifest.json to find them by.
import { build } from "esbuild";
import { readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

for (const name of await readdir(dist)) if (name !== ".gitkeep") await rm(join(dist, name));

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "js/app.js", theme: "js/theme.js", style: "css/app.css", icon: "icon.svg" },
  outdir: dist,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome123", "firefox128", "safari17.5"],
  loader: { ".woff2": "file", ".svg": "copy" },
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  publicPath: "/assets",
  legalComments: "eof",
  metafile: true,
  logLevel: "warning",
});

const manifest = {};
for (const file of Object.keys(result.metafile.outputs)) {
  const name = basename(file);
  manifest[name.replace(/-[A-Z0-9]{8}\./, ".")] = name;
}
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
