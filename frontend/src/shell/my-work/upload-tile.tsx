import type { LibraryAsset } from "@lumiku/contracts/assets";
import { memo } from "react";
import { fileSize, timeAgo } from "../../core/words";
import type { GridLayout } from "./grid-layout";
import { Thumbnail } from "./thumbnail";
import { TileFrame } from "./tile-frame";

/** A picture that a person brought. */
export const UploadTile = memo(function UploadTile({ asset, layout }: { asset: LibraryAsset; layout: GridLayout }) {
  const { name, width, height, sizeBytes, createdAt } = asset;
  return (
    <TileFrame
      layout={layout}
      title={name ?? "Picture"}
      facts={[timeAgo(createdAt), `${width} × ${height}`, layout === "list" && fileSize(sizeBytes)]
        .filter(Boolean)
        .join(" · ")}
      picture={<Thumbnail asset={asset} />}
    />
  );
});
