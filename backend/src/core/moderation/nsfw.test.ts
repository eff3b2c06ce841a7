import { afterAll, describe, expect, test } from "bun:test";
import { lorelei, personas } from "@dicebear/collection";
import { createAvatar } from "@dicebear/core";
import { AppError } from "@lumiku/app-sdk";
import type { Logger } from "@lumiku/app-sdk/server";
import sharp from "sharp";
import { createModeration, type Moderation, type ModerationOptions } from "./moderation";
import { readFrames } from "./nsfw-pixels";
import { MODEL_SIDE } from "./nsfw-scores";
import { createNsfwThread, type NsfwThread } from "./nsfw-thread";

const open: (Moderation | NsfwThread)[] = [];
afterAll(() => Promise.all(open.map((one) => one.close())));

function moderate(options: Partial<ModerationOptions> = {}) {
  const warnings: string[] = [];
  const logger: Logger = { debug() {}, info() {}, warn: (_, message) => warnings.push(message), error() {} };
  const moderation = createModeration({ logger, ...options });
  open.push(moderation);
  return { moderation, warnings };
}

const defaults = moderate().moderation;
const strict = moderate({ thresholds: { porn: 0, hentai: null } }).moderation;

const LIMIT_MS = 30_000;
const sharedThread = createNsfwThread({ maxWaiting: 16 });
open.push(sharedThread);

const avatar = (seed: string) => sharp(Buffer.from(createAvatar(lorelei, { seed, size: 256 }).toString()));
const gradient = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="960"><linearGradient id="g"><stop stop-color="#e8b594"/><stop offset="1" stop-color="#7a4a32"/></linearGradient><rect width="640" height="960" fill="url(#g)"/></svg>`,
);
const blank = { create: { width: 64, height: 64, channels: 3, background: "#c9a" } } as const;

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe("the classifier, with its real model", () => {
  test("illustrated avatars pass", async () => {
    const portrait = Buffer.from(createAvatar(personas, { seed: "Ada", size: 512 }).toString());
    const pictures = [
      avatar("Ada").png(),
      avatar("Lin").flatten({ background: "pink" }).webp(),
      sharp(portrait).jpeg(),
    ];
    for (const picture of pictures) {
      expect(await defaults.checkImage(await picture.toBuffer())).toEqual({ isAllowed: true });
    }
  });

  test("skin tones in a gradient are not yet skin", async () => {
    expect(await defaults.checkImage(await sharp(gradient).png().toBuffer())).toEqual({ isAllowed: true });
  });

  test.each([
    ["grey", sharp(blank).grayscale().png()],
    ["grey with transparency", sharp(blank).ensureAlpha(0.5).grayscale().png()],
    ["CMYK", sharp(blank).toColourspace("cmyk").jpeg()],
    ["16 bits a channel", sharp(blank).toColourspace("rgb16").png()],
    ["one pixel", sharp({ create: { ...blank.create, width: 1, height: 1 } }).png()],
  ])("a picture in %s is read", async (_, picture) => {
    expect(await strict.checkImage(await picture.toBuffer())).toMatchObject({ isAllowed: false });
  });

  test("a picture at or above its class's threshold is blocked, under that class", async () => {
    const picture = await sharp(gradient).png().toBuffer();
    for (const category of ["porn", "hentai", "sexy"] as const) {
      const thresholds = { porn: null, hentai: null, sexy: null, [category]: 0 };
      const verdict = await moderate({ thresholds }).moderation.checkImage(picture);
      expect(verdict).toEqual({ isAllowed: false, category, message: expect.stringContaining("This ") });
    }
  });

  test("with every class off, no picture is looked at", async () => {
    const { moderation } = moderate({ thresholds: { porn: null, hentai: null, sexy: null } });
    expect(await moderation.checkImage(new Uint8Array(1))).toEqual({ isAllowed: true });
  });

  test("pictures sent together each get their own answer", async () => {
    const shades = [0, 80, 160, 255].map((shade) => new Uint8Array(MODEL_SIDE ** 2 * 3).fill(shade));
    const together = await Promise.all(shades.map((pixels) => sharedThread.score(pixels, LIMIT_MS)));
    for (const [index, pixels] of shades.entries()) {
      expect(await sharedThread.score(pixels, LIMIT_MS)).toEqual(together[index] as (typeof together)[number]);
    }
    expect(new Set(together.map(({ hentai }) => hentai)).size).toBe(shades.length);
  });

  test("every part of an animation counts, not only its first frame", async () => {
    const side = 32;
    const still = (pixels: Buffer) =>
      sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
        .png()
        .toBuffer();
    const frames = [Buffer.alloc(side * side * 3, 0), Buffer.alloc(side * side * 3, 255)];
    const scored = await Promise.all(
      frames.map(async (pixels) => ({ pixels, score: await scoreOf(await still(pixels)) })),
    );
    const [lower, higher] = scored.sort((one, other) => one.score - other.score);
    if (!lower || !higher) throw new Error("two frames were scored");
    expect(higher.score).toBeGreaterThan(lower.score);

    const animation = await sharp(Buffer.concat([lower.pixels, higher.pixels]), {
      raw: { width: side, height: side * 2, channels: 3, pageHeight: side },
    })
      .webp({ lossless: true })
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);
    const { moderation } = moderate({ thresholds: { porn: null, hentai: higher.score } });
    expect(await moderation.checkImage(await still(lower.pixels))).toEqual({ isAllowed: true });
    expect(await moderation.checkImage(animation)).toMatchObject({ isAllowed: false });
  });
});

/** What the model itself says of a picture's first frame. */
async function scoreOf(picture: Buffer): Promise<number> {
  const { value } = await readFrames(picture).next();
  return (await sharedThread.score(value as Uint8Array, LIMIT_MS)).hentai;
}

describe("what is no picture", () => {
  test("is refused, not passed on: text, nothing, half a file", async () => {
    const whole = await sharp({
      create: { ...blank.create, width: 600, height: 600, noise: { type: "gaussian", mean: 128, sigma: 40 } },
    })
      .jpeg()
      .toBuffer();
    for (const bytes of [
      new TextEncoder().encode("not a picture"),
      new Uint8Array(0),
      whole.subarray(0, whole.length / 2),
    ]) {
      expect(await refusal(defaults.checkImage(bytes))).toBe("UNSUPPORTED_MEDIA_TYPE");
    }
  });

  test("a small file that unfolds into a huge picture is refused before it is unfolded", async () => {
    const bomb = await sharp({ create: { ...blank.create, width: 10_000, height: 10_000 } })
      .png()
      .toBuffer();
    expect(bomb.byteLength * 200).toBeLessThan(10_000 * 10_000 * 3);
    expect(await refusal(defaults.checkImage(bomb))).toBe("UNSUPPORTED_MEDIA_TYPE");
  });
});

describe("when the classifier fails", () => {
  const pixels = () => new Uint8Array(MODEL_SIDE ** 2 * 3).fill(120);

  test("a crash costs only the picture that caused it: those that wait, and later ones, get a new thread", async () => {
    const thread = createNsfwThread({ maxWaiting: 16 });
    open.push(thread);
    const before = await thread.score(pixels(), LIMIT_MS);
    const fatal = thread.score(new Uint8Array(3), LIMIT_MS);
    const next = thread.score(pixels(), LIMIT_MS);
    expect(String(await fatal.catch((error) => error))).toContain("should have 150528 values");
    expect(await next).toEqual(before);
    expect(await thread.score(pixels(), LIMIT_MS)).toEqual(before);
  });

  test("out of time, the picture is allowed with a warning", async () => {
    const { moderation, warnings } = moderate({ imageTimeLimitMs: 1 });
    expect(await moderation.checkImage(await sharp(blank).png().toBuffer())).toEqual({ isAllowed: true });
    expect(warnings).toEqual(["a picture could not be checked"]);
  });

  test("out of time, a strict deployment refuses for now instead", async () => {
    const { moderation, warnings } = moderate({ imageTimeLimitMs: 1, onFailure: "block" });
    const error = await moderation.checkImage(await sharp(blank).png().toBuffer()).catch((reason) => reason);
    expect(error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
    expect(warnings).toEqual(["a picture could not be checked"]);
  });

  test("a thread that is out of time is replaced for the next picture", async () => {
    const thread = createNsfwThread({ maxWaiting: 16 });
    open.push(thread);
    expect(String(await thread.score(pixels(), 1).catch((error) => error))).toContain("longer than 1 ms");
    expect(await thread.score(pixels(), LIMIT_MS)).toEqual(await sharedThread.score(pixels(), LIMIT_MS));
  });

  test("a picture that is out of time while it waits leaves the running one alone", async () => {
    const running = sharedThread.score(pixels(), LIMIT_MS);
    const waiting = sharedThread.score(pixels(), 1);
    expect(String(await waiting.catch((error) => error))).toContain("longer than 1 ms");
    expect(await running).toEqual(await sharedThread.score(pixels(), LIMIT_MS));
  });

  test("a flood is refused rather than waved through", async () => {
    const { moderation } = moderate({ maxWaitingImages: 1, onFailure: "allow", thresholds: { porn: 0 } });
    const picture = await sharp(blank).png().toBuffer();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => moderation.checkImage(picture).catch((error) => error.code)),
    );
    expect(answers).toContain("UNAVAILABLE");
    expect(answers).toContainEqual(expect.objectContaining({ isAllowed: false }));
    expect(answers).not.toContainEqual({ isAllowed: true });
  });

  test("closing answers everyone who waits, and nobody's picture counts as checked", async () => {
    const thread = createNsfwThread({ maxWaiting: 16 });
    const waiting = [thread.score(pixels(), LIMIT_MS), thread.score(pixels(), LIMIT_MS)];
    await thread.close();
    expect(await Promise.all(waiting.map(refusal))).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
    expect(await refusal(thread.score(pixels(), LIMIT_MS))).toBe("UNAVAILABLE");
  });
});
