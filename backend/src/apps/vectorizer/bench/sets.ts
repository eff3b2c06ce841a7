import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as styles from "@dicebear/collection";
import { createAvatar, type Style } from "@dicebear/core";
import type { BuiltinPresetId } from "@lumiku/contracts/vectorizer-settings";

export interface VectorPicture {
  readonly name: string;
  readonly svg: string;
}

/** Vector pictures of one kind: what a perfect tracer would give back. */
export interface PictureSet {
  readonly name: string;
  /** Those that one would take for them. */
  readonly presets: readonly BuiltinPresetId[];
  /** Potrace knows black and white only. */
  readonly isTwoToned: boolean;
  readonly pictures: readonly VectorPicture[];
}

const illustrators: Readonly<Record<string, Style<object>>> = {
  "open-peeps": styles.openPeeps,
  notionists: styles.notionists,
  avataaars: styles.avataaars,
  micah: styles.micah,
  lorelei: styles.lorelei,
  adventurer: styles.adventurer,
  "big-smile": styles.bigSmile,
  personas: styles.personas,
};

/** All sets, `count` pictures each, evenly picked in the order of their names; always the same. */
export async function readSets(count: number): Promise<PictureSet[]> {
  const [emoji, logos, icons] = await Promise.all([
    pick(require.resolve("@twemoji/svg/package.json"), "", count),
    pick(require.resolve("simple-icons/package.json"), "icons", count),
    pick(require.resolve("bootstrap-icons/package.json"), "icons", count),
  ]);
  return [
    { name: "twemoji", presets: ["logo", "illustration", "photo"], isTwoToned: false, pictures: emoji },
    { name: "simple-icons", presets: ["logo", "icon", "line-art"], isTwoToned: true, pictures: logos },
    { name: "bootstrap-icons", presets: ["logo", "icon", "line-art"], isTwoToned: true, pictures: icons },
    {
      name: "illustrations",
      presets: ["logo", "illustration", "photo"],
      isTwoToned: false,
      pictures: draw(illustrators, count),
    },
    {
      name: "pixel art",
      presets: ["pixel-art"],
      isTwoToned: false,
      pictures: draw({ "pixel-art": styles.pixelArt }, Math.ceil(count / 4)),
    },
  ];
}

/** @param manifest the `package.json` of a package of SVGs */
async function pick(manifest: string, folder: string, count: number): Promise<VectorPicture[]> {
  const directory = join(dirname(manifest), folder);
  const names = (await readdir(directory)).filter((name) => name.endsWith(".svg")).sort();
  if (names.length < count) throw new Error(`${directory} has only ${names.length} pictures`);
  const picked = Array.from(
    { length: count },
    (_, index) => names[Math.floor((index * names.length) / count)] as string,
  );
  return Promise.all(picked.map(async (name) => ({ name, svg: await readFile(join(directory, name), "utf8") })));
}

function draw(illustrators: Readonly<Record<string, Style<object>>>, count: number): VectorPicture[] {
  const entries = Object.entries(illustrators);
  return Array.from({ length: count }, (_, index) => {
    const [name, style] = entries[index % entries.length] as [string, Style<object>];
    const seed = `lumiku ${Math.floor(index / entries.length)}`;
    return { name: `${name}, ${seed}`, svg: createAvatar(style, { seed }).toString() };
  });
}
