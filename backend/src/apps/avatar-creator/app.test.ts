import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { AppError } from "@lumiku/app-sdk";
import sharp from "sharp";
import { createTestPlatform, type TestPlatform } from "../../core/testing/platform";

setDefaultTimeout(20_000);

for (const engine of ["postgres", "redis"] as const) {
  describe(`avatar creator on ${engine}`, () => {
    let platform: TestPlatform;
    beforeAll(async () => {
      platform = await createTestPlatform({ engine });
    });
    afterAll(() => platform.close());

    const body = {
      prompt: "A woman with a green hijab and glasses",
      model: "illustrated",
      count: 4,
      width: 512,
      height: 640,
      seed: 7,
      persona: { name: "Amal" },
      attributes: { clothing: "hoodie", clothingColor: "navy" },
    };

    test("four portraits arrive over the event stream, are PNGs of the asked size, and cost four credits", async () => {
      const ada = await platform.join();
      expect((await ada.accounts.me()).credits).toEqual({ available: 100, held: 0 });
      const project = await ada.avatars.createProject({ body: { name: "Shop" } });
      const started = await ada.avatars.generateAvatars({ params: { projectId: project.id }, body });
      expect(started).toMatchObject({ status: "pending", count: 4, seed: 7, cost: { reserved: 4, charged: 0 } });
      const finished = await ada.follow(started);
      expect(finished).toMatchObject({
        status: "completed",
        progress: 100,
        cost: { reserved: 4, charged: 4 },
        provider: "builtin",
      });
      expect(finished.outputs.map(({ index, seed }) => [index, seed])).toEqual([
        [0, 7],
        [1, 8],
        [2, 9],
        [3, 10],
      ]);
      for (const { asset } of finished.outputs) {
        if (!asset) throw new Error("an output has no asset");
        // The signed address needs no session.
        const picture = await fetch(platform.url + asset.url);
        expect(await sharp(await picture.arrayBuffer()).metadata()).toMatchObject({
          format: "png",
          width: 512,
          height: 640,
        });
        const thumbnail = await fetch(platform.url + asset.thumbnailUrl);
        expect((await sharp(await thumbnail.arrayBuffer()).metadata()).format).toBe("webp");
      }
      const me = await ada.accounts.me();
      expect(me.credits).toEqual({ available: 96, held: 0 });
      expect(me.storage.usedBytes).toBeGreaterThan(0);
      const avatars = await ada.avatars.listAvatars({ params: { projectId: project.id } });
      expect(avatars.items.map(({ name }) => name)).toEqual(["Amal", "Amal", "Amal", "Amal"]);
      expect(await ada.avatars.getProject({ params: { projectId: project.id } })).toMatchObject({ avatarCount: 4 });
    });

    test("the same request and seed give the same pictures", async () => {
      const ada = await platform.join();
      const project = await ada.avatars.createProject({ body: { name: "Twice" } });
      const draw = async () => {
        const started = await ada.avatars.generateAvatars({ params: { projectId: project.id }, body });
        return (await ada.follow(started)).outputs.map(({ asset }) => asset?.sha256);
      };
      const first = await draw();
      expect(await draw()).toEqual(first);
      expect(new Set(first).size).toBe(4);
    });

    test("a repeat with the same Idempotency-Key starts and charges once, even at the same moment", async () => {
      const ada = await platform.join();
      const project = await ada.avatars.createProject({ body: { name: "Once" } });
      const call = { params: { projectId: project.id }, body, idempotencyKey: "order-17" };
      const answers = await Promise.all(Array.from({ length: 8 }, () => ada.avatars.generateAvatars(call)));
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      const [first] = answers;
      if (first) await ada.follow(first);
      expect((await ada.accounts.me()).credits).toEqual({ available: 96, held: 0 });
      const other = ada.avatars.generateAvatars({ ...call, body: { ...body, seed: 8 } });
      expect(await codeOf(other)).toBe("IDEMPOTENCY_CONFLICT");
    });

    test("a bad body is refused with the fields named, and nothing is held", async () => {
      const ada = await platform.join();
      const project = await ada.avatars.createProject({ body: { name: "Bad" } });
      const bad = { ...body, count: 9, width: 100 };
      const error = await ada.avatars
        .generateAvatars({ params: { projectId: project.id }, body: bad })
        .catch((caught: AppError) => caught);
      expect(error).toMatchObject({ status: 422, code: "VALIDATION_FAILED" });
      const paths = ("errors" in error ? error.errors : [])?.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(["/body/count", "/body/width"]));
      const undescribed = { prompt: " ", model: "illustrated", persona: { personality: [] }, attributes: {} };
      const refused = await ada.avatars
        .generateAvatars({ params: { projectId: project.id }, body: undescribed })
        .catch((caught: AppError) => caught);
      expect(refused).toMatchObject({ code: "VALIDATION_FAILED", errors: [{ path: "/body/prompt" }] });
      const unknown = ada.avatars.generateAvatars({
        params: { projectId: project.id },
        body: { ...body, model: "flux-nine" },
      });
      expect(await codeOf(unknown)).toBe("MODEL_NOT_FOUND");
      expect((await ada.accounts.me()).credits).toEqual({ available: 100, held: 0 });
    });

    test("a second account gets 404 for every object of the first", async () => {
      const [ada, eve] = await Promise.all([platform.join("Ada"), platform.join("Eve")]);
      const project = await ada.avatars.createProject({ body: { name: "Private" } });
      const finished = await ada.follow(await ada.avatars.generateAvatars({ params: { projectId: project.id }, body }));
      const [avatar] = (await ada.avatars.listAvatars({ params: { projectId: project.id } })).items;
      const assetId = finished.outputs[0]?.asset?.id ?? "";
      const params = { projectId: project.id, avatarId: avatar?.id ?? "", generationId: finished.id, assetId };
      const attempts = [
        eve.avatars.getProject({ params }),
        eve.avatars.updateProject({ params, body: { name: "Mine" } }),
        eve.avatars.removeProject({ params }),
        eve.avatars.listAvatars({ params }),
        eve.avatars.generateAvatars({ params, body }),
        eve.avatars.getAvatar({ params }),
        eve.avatars.removeAvatar({ params }),
        eve.generations.get({ params }),
        eve.generations.cancel({ params }),
        eve.generations.remove({ params }),
        eve.assets.get({ params }),
        eve.assets.remove({ params }),
      ];
      const statuses = await Promise.all(
        attempts.map((attempt) =>
          attempt.then(
            () => 200,
            (error: AppError) => error.status,
          ),
        ),
      );
      expect(statuses).toEqual(attempts.map(() => 404));
      expect((await eve.fetch(`/api/files/${assetId}`)).status).toBe(404);
      expect((await ada.fetch(`/api/files/${assetId}`)).status).toBe(200);
      expect((await eve.generations.list()).items).toEqual([]);
      expect((await eve.assets.list()).items).toEqual([]);
    });

    test("removing work removes its pictures, but not those another generation shares", async () => {
      const ada = await platform.join();
      const project = await ada.avatars.createProject({ body: { name: "Shared" } });
      const draw = async () =>
        ada.follow(
          await ada.avatars.generateAvatars({ params: { projectId: project.id }, body: { ...body, count: 1 } }),
        );
      const [first, second] = [await draw(), await draw()];
      await ada.generations.remove({ params: { generationId: first.id } });
      expect((await ada.fetch(first.outputs[0]?.asset?.url ?? "")).status).toBe(404);
      expect((await ada.fetch(second.outputs[0]?.asset?.url ?? "")).status).toBe(200);
      expect((await ada.generations.list()).items.map(({ id }) => id)).toEqual([second.id]);
    });
  });
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "no error",
    (error: AppError) => error.code,
  );
}
