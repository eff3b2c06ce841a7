import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { globSync } from "tinyglobby";
import { defineConfig, type Plugin } from "vite";

const [compressBrotli, compressGzip] = [promisify(brotliCompress), promisify(gzip)];
const contracts = join(import.meta.dirname, "../packages/contracts/src");

/** `virtual:app-icons`: the lucide icons that the contracts name, by name, and no others. */
function appIcons(): Plugin {
  const id = "\0virtual:app-icons";
  return {
    name: "lumiku:app-icons",
    resolveId: (source) => (source === "virtual:app-icons" ? id : undefined),
    load(requested) {
      if (requested !== id) return;
      const files = globSync("*.ts", { cwd: contracts, absolute: true });
      const names = files.flatMap((file) =>
        [...readFileSync(file, "utf8").matchAll(/\bicon: "([a-z0-9-]+)"/g)].map(([, name]) => name ?? ""),
      );
      const unique = [...new Set(names)];
      const imports = unique.map(
        (name, index) => `import icon${index} from "lucide-react/dist/esm/icons/${name}.mjs";`,
      );
      const entries = unique.map((name, index) => `${JSON.stringify(name)}: icon${index}`);
      return `${imports.join("\n")}\nexport const appIcons = { ${entries.join(", ")} };`;
    },
  };
}

/** Zod's schemas carry a writer of JSON Schema along, 5 kB of every first load. Pages only read. */
function withoutJsonSchema(): Plugin {
  const writers =
    /^import (?:\* as processors|\{ (createStandardJSONSchemaMethod), (createToJSONSchemaMethod) \}) from .*json-schema.*$/gm;
  return {
    name: "lumiku:without-json-schema",
    apply: "build",
    transform(code, id) {
      if (!id.endsWith("/zod/v4/classic/schemas.js")) return;
      const names = ["processors", "createStandardJSONSchemaMethod", "createToJSONSchemaMethod"];
      if (code.match(writers)?.length !== 2) this.error("Zod writes JSON Schema in another way now");
      return `${names.map((name) => `const ${name} = () => undefined;`).join("\n")}\n${code.replace(writers, "")}`;
    },
  };
}

/** Writes each text file compressed beside itself: the server sends what the browser reads. */
function compressed(): Plugin {
  return {
    name: "lumiku:compressed",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(js|css|svg|html)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const bytes = await readFile(join(dir, name));
          await Promise.all([
            writeFile(join(dir, `${name}.br`), await compressBrotli(bytes)),
            writeFile(join(dir, `${name}.gz`), await compressGzip(bytes, { level: 9 })),
          ]);
        }),
      );
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), appIcons(), withoutJsonSchema(), compressed()],
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    manifest: true,
    // One file for the first load: it compresses better than many, and asks once.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
  },
  server: { proxy: { "/api": process.env.LUMIKU_API ?? "http://localhost:3000" } },
});
