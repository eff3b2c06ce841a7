import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuditRepository } from "../../../backend/src/core/audit/repository";
import { createTestDatabase } from "../../../backend/src/core/testing/database";
import { type Person, signUp } from "./api-client";
import { startPlatform } from "./platform-process";

// Whole processes.
setDefaultTimeout(120_000);

const directory = await mkdtemp(join(tmpdir(), "lumiku-admin-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

async function run(args: string[], environment: Record<string, string>) {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "admin.ts"), ...args], {
    env: { ...process.env, DATABASE_URL: "", LUMIKU_DATA_DIR: directory, ...environment },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [said, complained, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, said: said.trim(), complained: complained.trim() };
}

const signUpAs = (url: string, name: string) =>
  signUp(url, { name, email: `${name}@example.com`, password: "correct horse battery" });
const adminStatus = async (person: Person) => (await person.fetch("/api/admin/queues")).status;

test("what is wrong is said in one line, and nothing is made", async () => {
  for (const args of [[], ["ada"], ["ada@example.com", "bob@example.com"]]) {
    expect(await run(args, {})).toMatchObject({ code: 2, said: "", complained: expect.stringMatching(/^Usage: .+$/) });
  }
  const nowhere = join(directory, "nowhere");
  const { code, complained } = await run(["ada@example.com"], { LUMIKU_DATA_DIR: nowhere });
  expect({ code, complained }).toEqual({ code: 1, complained: expect.stringContaining(`no platform in ${nowhere}`) });
  expect(await Bun.file(join(nowhere, "secrets.json")).exists()).toBe(false);
});

test("with the platform running it notices within seconds; with it stopped it finds the administrator at its next start", async () => {
  const data = join(directory, "data");
  const environment = { LUMIKU_DATA_DIR: data };
  let platform = await startPlatform(environment);
  const [ada, bob] = [await signUpAs(platform.url, "ada"), await signUpAs(platform.url, "bob")];
  expect([await adminStatus(ada), await adminStatus(bob)]).toEqual([404, 404]);

  expect(await run(["Ada@Example.com "], environment)).toMatchObject({
    code: 0,
    said: expect.stringContaining("is an administrator now"),
  });
  const deadline = Date.now() + 10_000;
  while ((await adminStatus(ada)) !== 200 && Date.now() < deadline) await Bun.sleep(200);
  expect([await adminStatus(ada), await adminStatus(bob)]).toEqual([200, 404]);
  const unknown = await run(["eve@example.com"], environment);
  expect(unknown).toMatchObject({ code: 1, complained: expect.stringContaining("no account with the address eve@") });

  await platform.stop();
  expect((await run(["bob@example.com"], environment)).code).toBe(0);
  expect((await run(["bob@example.com"], environment)).said).toContain("administrator already");
  platform = await startPlatform(environment);
  try {
    const again = await Promise.all(
      [ada, bob].map(({ token }) =>
        fetch(`${platform.url}/api/admin/queues`, { headers: { authorization: `Bearer ${token}` } }),
      ),
    );
    expect(again.map(({ status }) => status)).toEqual([200, 200]);
  } finally {
    await platform.stop();
  }
});

test("with DATABASE_URL it acts there, and writes down that the system did it", async () => {
  const { database, connectionString, drop } = await createTestDatabase();
  try {
    await database.client.user.create({ data: { id: "ada", name: "Ada", email: "ada@example.com" } });
    const environment = { DATABASE_URL: connectionString, LUMIKU_DATA_DIR: join(directory, "unused") };
    expect((await run(["ada@example.com"], environment)).code).toBe(0);
    expect(await database.client.user.findUnique({ where: { id: "ada" } })).toMatchObject({ role: "admin" });
    expect(await createAuditRepository(database).list({ userId: "ada", limit: 10 })).toMatchObject([
      { actorKind: "system", actorId: null, action: "role.changed", details: { role: "admin" } },
    ]);
    expect(await Bun.file(join(directory, "unused", "secrets.json")).exists()).toBe(false);
  } finally {
    await drop();
  }
});
