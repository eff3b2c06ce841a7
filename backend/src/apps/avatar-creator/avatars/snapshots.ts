import type { Asset } from "@lumiku/app-sdk";
import type { AppContext } from "@lumiku/app-sdk/server";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import type { AvatarRow } from "./repository";

export interface ShownAvatar {
  row: AvatarRow;
  avatar: Avatar;
}

/** Those of the rows whose files are in the library. One that was removed there is not shown, and comes back with it. */
export async function showAvatars(
  { assets }: Pick<AppContext, "assets">,
  userId: string,
  rows: readonly AvatarRow[],
): Promise<ShownAvatar[]> {
  const pictures = await assets.list(
    userId,
    rows.map((row) => row.assetId),
  );
  return rows.flatMap((row) => {
    const asset = pictures.get(row.assetId);
    return asset ? [{ row, avatar: toAvatar(row, asset) }] : [];
  });
}

export function toAvatar({ assetId: _, rootId: __, recipe, createdAt, ...row }: AvatarRow, asset: Asset): Avatar {
  return {
    ...row,
    recipe: recipe === null ? null : Recipe.parse(recipe),
    asset,
    createdAt: createdAt.toISOString(),
  };
}
