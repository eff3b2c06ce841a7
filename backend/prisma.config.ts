import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "src",
  migrations: { path: "migrations" },
});
