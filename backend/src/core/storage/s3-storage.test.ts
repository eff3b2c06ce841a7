import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { createS3Server, type S3Server } from "./s3-server.fixture";
import { createS3Storage } from "./s3-storage";
import type { Storage } from "./storage";

setDefaultTimeout(30_000);

const unavailable = { code: "UNAVAILABLE", status: 503, retryable: true };
const servers: S3Server[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.remove()));
});

async function startServer(settings?: { checksSignatures: boolean }): Promise<S3Server> {
  const server = await createS3Server(settings);
  servers.push(server);
  return server;
}

const everyCall = (storage: Storage): Record<string, () => Promise<unknown>> => ({
  put: () => storage.put("app/user/file", new Uint8Array([1]), "text/plain"),
  get: () => storage.get("app/user/file"),
  open: () => storage.open("app/user/file"),
  remove: () => storage.remove("app/user/file"),
  listKeys: () => storage.listKeys({ modifiedBefore: new Date(), limit: 1 }),
  check: () => storage.check(),
});

test("a bucket that does not exist is an error and never a missing file", async () => {
  const { options } = await startServer({ checksSignatures: false });
  const calls = everyCall(createS3Storage({ ...options, bucket: "missing" }));
  for (const [name, call] of Object.entries(calls))
    expect([name, await failureOf(call())]).toEqual([name, expect.objectContaining({ code: "NoSuchBucket" })]);
});

test("keys that are wrong are an error at the check", async () => {
  const { options } = await startServer();
  await createS3Storage(options).check();
  const error = await failureOf(createS3Storage({ ...options, secretAccessKey: "wrong" }).check());
  expect(error).toMatchObject({ code: "SignatureDoesNotMatch" });
});

test("while the bucket is out of reach every call fails soon, retryably; when it is back all goes on", async () => {
  const server = await startServer({ checksSignatures: false });
  const storage = createS3Storage(server.options);
  await storage.put("app/user/before", new Uint8Array([1]), "text/plain");
  await server.stop();
  const calls = Object.entries(everyCall(storage));
  const startedAt = performance.now();
  const failures = await Promise.all(calls.map(([, call]) => failureOf(call())));
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  for (const failure of failures) expect(failure).toMatchObject(unavailable);
  await server.start();
  await storage.put("app/user/after", new Uint8Array([2]), "text/plain");
  expect(await storage.get("app/user/before")).toEqual(new Uint8Array([1]));
  expect(await storage.get("app/user/after")).toEqual(new Uint8Array([2]));
});

test("a put waits through an outage that is shorter than its attempts", async () => {
  const server = await startServer();
  const storage = createS3Storage(server.options);
  await server.stop();
  const putting = storage.put("app/user/patient", new Uint8Array([1]), "text/plain");
  await server.start();
  await putting;
  expect(await storage.get("app/user/patient")).toEqual(new Uint8Array([1]));
});

test("a server that takes the connection and never answers is given up, retryably", async () => {
  const { options } = await startServer();
  const mute = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const storage = createS3Storage({ ...options, endpoint: `http://127.0.0.1:${mute.port}`, timeoutMs: 100 });
  const startedAt = performance.now();
  const failure = await failureOf(everyCall(storage).put?.());
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(failure).toMatchObject({ ...unavailable, cause: { message: expect.stringContaining("within 100 ms") } });
  mute.stop(true);
});

async function failureOf(work: Promise<unknown> | undefined): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    return error;
  }
}
