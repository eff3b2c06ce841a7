import { Hono } from "hono";
import { Pool } from "pg";
import { withOutputs } from "../../../../backend/src/core/generations/repository";

/** What a handler costs that asks PostgreSQL the same indexed question and has no platform around it. Prints its port. */
const [connectionString = "", userId = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString, max: 10 });
const ask = async (text: string, ...values: unknown[]) =>
  (await pool.query({ name: String(Bun.hash(text)), text, values })).rows;
const http = new Hono()
  .get("/api/me", async (context) => context.json(await ask("SELECT * FROM users WHERE id = $1", userId)))
  .get("/api/generations/:id", async (context) =>
    context.json(await ask(`${withOutputs.sql} WHERE g.id = $1 AND g."userId" = $2`, context.req.param("id"), userId)),
  )
  .get("/api/generations", async (context) =>
    context.json(
      await ask(`${withOutputs.sql} WHERE g."userId" = $1 ORDER BY g."createdAt" DESC, g.id DESC LIMIT 30`, userId),
    ),
  );
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: http.fetch });
process.stdout.write(`${server.port}\n`);
