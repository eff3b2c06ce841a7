import type { Asset } from "@lumiku/app-sdk";
import { useAnotherTry } from "@lumiku/ui/use-another-try";

/** A small picture among many: one element, which shows a few blurred pixels of itself until it is there. */
export function Thumbnail({ asset }: { asset: Pick<Asset, "thumbnailUrl" | "preview" | "width" | "height"> }) {
  const { thumbnailUrl, preview, width, height } = asset;
  const { attempt, onFailed } = useAnotherTry();
  return (
    <img
      key={attempt}
      src={thumbnailUrl}
      alt=""
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      draggable={false}
      style={preview ? { backgroundImage: `url(${preview})` } : undefined}
      onError={onFailed}
      // What is transparent must not show them through.
      onLoad={({ currentTarget }) => currentTarget.style.removeProperty("background-image")}
      className="size-full bg-cover bg-center object-cover"
    />
  );
}
