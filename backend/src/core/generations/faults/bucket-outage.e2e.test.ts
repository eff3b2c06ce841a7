import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createS3Server, type S3Server } from "../../storage/s3-server.fixture";
import { cases } from "./cases.fixture";
import { createHaltingStage, type HaltingStage } from "./halting-stage.fixture";
import { expectTold } from "./soundness.fixture";
import { until } from "./stage.fixture";

setDefaultTimeout(60_000);

let bucket: S3Server;
let stage: HaltingStage;
beforeAll(async () => {
  bucket = await createS3Server();
  const wanted = cases.filter(({ step }) => step === "before the file is stored");
  const storage = { kind: "s3" as const, options: { ...bucket.options, timeoutMs: 2_000 } };
  stage = await createHaltingStage(wanted, { storage, backoffMs: 1_500 });
});
afterAll(async () => {
  await stage.close();
  await bucket.remove();
});

test("a bucket that is away for a while: what was made is stored when it is back, or given back", async () => {
  await bucket.stop();
  stage.release();
  const { client } = stage.platform.database;
  await until(async () => (await client.generation.count({ where: { failures: 1 } })) === stage.pieces.length);
  await bucket.start();
  await stage.finished(stage.pieces);
  await stage.expectAllSound();
  for (const piece of stage.pieces) {
    const outcome = await stage.outcomeOf(piece);
    expectTold(outcome);
    expect(outcome.status).toBe(piece.model === "huggingface" ? "failed" : "completed");
  }
});

test("files that are recorded are in the bucket, whole", async () => {
  const assets = await stage.platform.database.client.asset.findMany();
  expect(assets).toHaveLength(stage.pieces.length - 1);
  for (const { storageKey, thumbnailKey, sizeBytes } of assets) {
    expect((await stage.platform.storage.get(storageKey)).byteLength).toBe(sizeBytes);
    expect((await stage.platform.storage.get(thumbnailKey)).byteLength).toBeGreaterThan(0);
  }
});
