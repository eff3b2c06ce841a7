import type { Asset } from "@lumiku/app-sdk";
import { buttonClass } from "@lumiku/ui/button";
import { Lightbox } from "@lumiku/ui/lightbox";
import { LightboxButton } from "@lumiku/ui/lightbox-parts";
import { Download, Star } from "lucide-react";
import { downloadUrl } from "../../../../core/picture-files";
import { setFavourite } from "../../avatars";
import type { Work } from "../../use-work";

export interface LargePicturesProps {
  pictures: readonly { asset: Asset; alt: string }[];
  /** Which is looked at; one that is gone shows the first. */
  assetId: string;
  avatarOf: Work["avatarOf"];
  onMove: (assetId: string) => void;
  onClose: () => void;
}

/** Pictures over the whole screen, with what is done with one that is looked at. */
export default function LargePictures({ pictures, assetId, avatarOf, onMove, onClose }: LargePicturesProps) {
  const index = Math.max(
    0,
    pictures.findIndex(({ asset }) => asset.id === assetId),
  );
  const picture = pictures[index];
  const avatar = picture && avatarOf(picture.asset.id);
  return (
    <Lightbox
      pictures={pictures.map(({ asset: { url, width, height, preview }, alt }) => ({
        ...{ src: url, alt, width, height, preview },
      }))}
      index={index}
      onIndexChange={(next) => pictures[next] && onMove(pictures[next].asset.id)}
      onClose={onClose}
      actions={
        <>
          {avatar && (
            <LightboxButton
              label={avatar.isFavourite ? "No favourite any more" : "Favourite"}
              onClick={() => void setFavourite(avatar, !avatar.isFavourite)}
            >
              <Star
                size={18}
                fill={avatar.isFavourite ? "currentColor" : "none"}
                aria-hidden="true"
                className={avatar.isFavourite ? "text-amber-300" : undefined}
              />
            </LightboxButton>
          )}
          {picture && (
            <a
              href={downloadUrl(picture.asset, avatar?.name ?? picture.alt)}
              download
              aria-label="Download"
              title="Download"
              className={buttonClass("quiet", "icon")}
            >
              <Download size={18} aria-hidden="true" />
            </a>
          )}
        </>
      }
    />
  );
}
