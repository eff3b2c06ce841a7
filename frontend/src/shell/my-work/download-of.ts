import type { Generation } from "@lumiku/app-sdk";
import { MAX_CHOSEN } from "../../core/batches";
import { downloadUrl } from "../../core/picture-files";

interface Named extends Pick<Generation, "id" | "outputs"> {
  name: string;
}

/** Where the pictures of chosen work are saved from: one picture as itself, more as a ZIP. */
export function downloadOf(work: readonly Named[]): { href: string | undefined; label: string } {
  const withPictures = work.filter(({ outputs }) => outputs.some(({ asset }) => asset));
  const pictures = work.flatMap(({ outputs, name }) =>
    outputs.flatMap(({ asset }) => (asset ? [{ asset, name }] : [])),
  );
  const [only] = pictures;
  if (!only) return { href: undefined, label: "Download" };
  if (pictures.length === 1) return { href: downloadUrl(only.asset, only.name), label: "Download" };
  if (withPictures.length > MAX_CHOSEN) return { href: undefined, label: "Download ZIP" };
  const ids = withPictures.map(({ id }) => encodeURIComponent(id)).join(",");
  return { href: `/api/generations/archive?ids=${ids}`, label: "Download ZIP" };
}
