import { readFileSync } from "node:fs";
import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { globSync } from "tinyglobby";
import { defineConfig, type Plugin } from "vite";

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

export default defineConfig({
  plugins: [react(), tailwindcss(), appIcons()],
  build: { target: "es2023", assetsInlineLimit: 0, reportCompressedSize: true },
  server: { proxy: { "/api": process.env.LUMIKU_API ?? "http://localhost:3000" } },
});
