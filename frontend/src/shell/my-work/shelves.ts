import type { Generation } from "@lumiku/app-sdk";
import type { LibraryAsset } from "@lumiku/contracts/assets";
import { assetsApi } from "../../core/assets-api";
import { platform } from "../../core/platform";
import { useSession } from "../../core/session";
import { createShelf } from "./shelf";

const PAGE_SIZE = 60;

/** Pictures that a person brought. */
export const uploads = createShelf<LibraryAsset>((cursor) =>
  assetsApi.list({ query: { kind: "upload", limit: PAGE_SIZE, ...(cursor && { cursor }) } }),
);

/** Removed work. It is not in the store of all work, which other pages show. */
export const removedWork = createShelf<Generation>((cursor) =>
  platform.generations.list({ query: { removed: "true", limit: PAGE_SIZE, ...(cursor && { cursor }) } }),
);

export const removedUploads = createShelf<LibraryAsset>((cursor) =>
  assetsApi.list({ query: { kind: "upload", removed: "true", limit: PAGE_SIZE, ...(cursor && { cursor }) } }),
);

useSession.subscribe(({ me }, before) => {
  if (me?.user.id === before.me?.user.id) return;
  for (const shelf of [uploads, removedWork, removedUploads]) shelf.clear();
});
