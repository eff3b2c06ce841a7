import type { Asset } from "@lumiku/app-sdk";
import { classNames } from "@lumiku/ui/class-names";
import { useAnotherTry } from "@lumiku/ui/use-another-try";

export interface PictureThumbnailProps {
  asset: Pick<Asset, "thumbnailUrl" | "preview" | "width" | "height">;
  /** "" where words beside it say what it is. */
  alt?: string;
  className?: string;
}

/** A whole picture, small, with paper behind it: what is to be traced or was is seldom a square, and often transparent. */
export function PictureThumbnail({ asset, alt = "", className }: PictureThumbnailProps) {
  const { thumbnailUrl, preview, width, height } = asset;
  const { attempt, onFailed } = useAnotherTry();
  return (
    <img
      key={attempt}
      src={thumbnailUrl}
      alt={alt}
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      draggable={false}
      style={preview ? { backgroundImage: `url(${preview})` } : undefined}
      onError={onFailed}
      // What is transparent must not show them through.
      onLoad={({ currentTarget }) => currentTarget.style.removeProperty("background-image")}
      className={classNames("size-full bg-center bg-contain bg-no-repeat object-contain", className)}
    />
  );
}
