import { Image } from "lucide-react";
import { useState } from "react";
import type { TrayItem } from "../../bringing/tray";
import { PictureThumbnail } from "../picture-thumbnail";

/** What a picture on its way looks like, as far as this browser can show it; from the server once it is there. */
export function TrayPicture({ item: { arrival, previewUrl } }: { item: TrayItem }) {
  const [isUnreadable, setUnreadable] = useState(false);
  // Browsers know no TIFF: the server's small form of it is a PNG.
  if (arrival.kind === "ready" && (isUnreadable || !previewUrl))
    return <PictureThumbnail asset={arrival.document.asset} />;
  if (previewUrl && !isUnreadable) {
    return (
      <img
        src={previewUrl}
        alt=""
        decoding="async"
        draggable={false}
        onError={() => setUnreadable(true)}
        className="size-full object-contain"
      />
    );
  }
  return (
    <span className="grid size-full place-items-center bg-sunken text-faint">
      <Image size={20} aria-hidden="true" />
    </span>
  );
}
