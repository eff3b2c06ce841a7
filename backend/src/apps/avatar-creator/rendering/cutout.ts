import sharp, { type Sharp } from "sharp";
import { GUIDE_SIDE, MODEL_SIDE } from "./cut-request";
import type { Grey } from "./edges";
import { createPersonThread } from "./person-thread";

const thread = createPersonThread({ maxWaiting: 8, timeLimitMs: 30_000, idleLimitMs: 120_000 });

/** Shares of the picture: less is nobody, more leaves no background to take away. */
const PLAUSIBLE = { least: 0.02, most: 0.985 };

/**
 * Takes the background of a photo away: what is left is the person. An estimate, good around heads and shoulders,
 * rougher in loose hair and around what hands hold.
 *
 * @param image at the size that is wanted, without alpha
 * @returns null when no person stands out from a background
 * @throws AppError UNAVAILABLE when there is no room for the work right now
 */
export async function cutOutPerson(image: Sharp): Promise<Sharp | null> {
  const { data, info } = await image.toColourspace("srgb").removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const raw = { width, height, channels: 3 } as const;
  const small = { fit: "inside", withoutEnlargement: true } as const;
  const [pixels, grey, guide] = await Promise.all([
    sharp(data, { raw }).resize(MODEL_SIDE, MODEL_SIDE, { fit: "fill" }).raw().toBuffer(),
    readGrey(sharp(data, { raw })),
    readGrey(sharp(data, { raw }).resize(GUIDE_SIDE, GUIDE_SIDE, small)),
  ]);
  const alpha = await thread.cut({ pixels, grey, guide });
  const covered = (await sharp(alpha, { raw: { width, height, channels: 1 } }).stats()).channels[0]?.mean ?? 0;
  if (covered < 255 * PLAUSIBLE.least || covered > 255 * PLAUSIBLE.most) return null;
  const cut = sharp(data, { raw }).joinChannel(Buffer.from(alpha.buffer), { raw: { width, height, channels: 1 } });
  // Joined before anything else happens to it: a pipeline would lay the background under the picture first.
  return sharp(await cut.raw().toBuffer(), { raw: { width, height, channels: 4 } });
}

async function readGrey(image: Sharp): Promise<Grey> {
  const { data, info } = await image.greyscale().extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}
