import { pick } from "./choosing";
import type { Look } from "./facts";
import type { StyleTable } from "./styles/table";
import { brightness, clothes, greyHair, isNearBlack, lift, naturalHair, naturalSkin } from "./tones";

/** The colours of one person, as rrggbb: what was said, else something plausible by seed. */
export interface Palette {
  readonly skin: string;
  readonly hair: string;
  readonly clothing: string;
  readonly headwear: string;
  /** Lighter than line art's black. */
  readonly isHairLight: boolean;
}

/** Features drawn in black need a skin they can be seen on. */
const LEAST_SKIN = { inked: 82, painted: 60 };

export function paletteOf(look: Look, { isInked }: Pick<StyleTable, "isInked">, seed: number): Palette {
  const natural = lift(
    look.skinColor?.hex ?? pick(look.origin?.skin ?? naturalSkin, seed),
    LEAST_SKIN[isInked ? "inked" : "painted"],
  );
  const skin = look.skinColor?.words.startsWith("#") ? look.skinColor.hex : natural;
  const isDark = brightness(skin) < 120;
  const usual = look.origin?.hair ?? (isDark ? naturalHair.slice(0, 3) : naturalHair);
  const said = look.hairColor ?? look.facialHair.find(({ color }) => color)?.color;
  // Another multiplier, so that tones of skin and hair do not go in step.
  const hair = said?.hex ?? pick(look.age === "senior" ? greyHair : usual, seed * 7 + 3);
  const clothing = look.clothingColor?.hex ?? pick(clothes, seed * 5 + 1);
  const others = clothes.filter((color) => color !== clothing);
  const isSaid = said !== undefined || look.age === "senior";
  return { skin, hair, clothing, headwear: pick(others, seed * 3 + 2), isHairLight: isSaid && !isNearBlack(hair) };
}
