import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type { Logger } from "@lumiku/app-sdk/server";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { type Circuits, createCircuits } from "./circuits";
import type { FailureKind } from "./provider";
import { createProvidersRepository } from "./repository";

const REASON = "fal did not answer.";
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

describe("circuits", () => {
  let db: TestDatabase;
  let at: number;
  let circuits: Circuits;
  let others: Circuits;

  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.client.providerCircuit.deleteMany();
    at = Date.UTC(2026, 0, 1);
    const create = () =>
      createCircuits({ repository: createProvidersRepository(db.database), logger, now: () => new Date(at) });
    circuits = create();
    others = create();
  });

  const fail = async (times: number, kind: FailureKind = "outage") => {
    for (let time = 0; time < times; time++) await circuits.failed("fal", kind, REASON);
  };
  const waitSeconds = async () => ((await circuits.findOpen("fal"))?.waitMs ?? 0) / 1_000;

  test("three outages in a row open one for half a minute, with its reason; two do not", async () => {
    await fail(2);
    expect(await circuits.findOpen("fal")).toBeNull();
    await fail(1);
    expect(await circuits.findOpen("fal")).toEqual({ reason: REASON, waitMs: 30_000 });
    at += 30_000;
    expect(await circuits.findOpen("fal")).toBeNull();
  });

  test("a success in between begins the count anew", async () => {
    await fail(2);
    await circuits.succeeded("fal");
    await fail(2);
    expect(await circuits.findOpen("fal")).toBeNull();
  });

  test("each outage after it was tried again keeps it open for twice as long, five minutes at most", async () => {
    await fail(3);
    const waits = [await waitSeconds()];
    for (let round = 0; round < 5; round++) {
      at += 300_000;
      await fail(1);
      waits.push(await waitSeconds());
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300]);
  });

  test("sixty failures in a row do not make it overflow", async () => {
    for (let round = 0; round < 60; round++) {
      at += 300_000;
      await fail(1);
    }
    expect(await waitSeconds()).toBe(300);
  });

  test("a dozen calls that fail together open it for no longer than one", async () => {
    await Promise.all(Array.from({ length: 12 }, () => fail(1)));
    expect(await waitSeconds()).toBe(30);
    at += 30_000;
    await Promise.all(Array.from({ length: 12 }, () => fail(1)));
    expect(await waitSeconds()).toBe(60);
  });

  test.each(["exhausted", "misconfigured"] as const)("%s opens one at once, for five minutes", async (kind) => {
    await fail(1, kind);
    expect(await waitSeconds()).toBe(300);
  });

  test.each(["busy", "refused", "moderated", "failed", "lost"] as const)("%s never opens one", async (kind) => {
    await fail(20, kind);
    expect(await db.database.client.providerCircuit.count()).toBe(0);
  });

  test("one provider's outages leave the others alone", async () => {
    await fail(3);
    expect(await circuits.findOpen("bfl")).toBeNull();
  });

  test("another process knows within a second, of the opening and of the closing", async () => {
    expect(await others.findOpen("fal")).toBeNull();
    await fail(3);
    expect(await others.findOpen("fal")).toBeNull();
    at += 1_001;
    expect(await others.findOpen("fal")).toMatchObject({ reason: REASON });
    await circuits.succeeded("fal");
    at += 1_001;
    expect(await others.findOpen("fal")).toBeNull();
  });

  test("a table that could not be read is read again", async () => {
    const repository = createProvidersRepository(db.database);
    let isBroken = true;
    const listCircuits = async () => {
      if (isBroken) throw new Error("The database is away");
      return repository.listCircuits();
    };
    const shaken = createCircuits({ repository: { ...repository, listCircuits }, logger, now: () => new Date(at) });
    await expect(shaken.findOpen("fal")).rejects.toThrow("away");
    isBroken = false;
    expect(await shaken.findOpen("fal")).toBeNull();
  });
});
