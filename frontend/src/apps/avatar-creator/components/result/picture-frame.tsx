import { classNames } from "@lumiku/ui/class-names";
import { Picture } from "@lumiku/ui/picture";
import { Download, Star } from "lucide-react";
import { lazy, Suspense } from "react";
import { downloadUrl } from "../../../../core/picture-files";
import { setFavourite } from "../../avatars";
import { onPictureClass } from "./on-picture";
import type { PictureMenuProps } from "./picture-menu";

const PictureMenu = lazy(() => import("./picture-menu"));

export interface PictureFrameProps extends PictureMenuProps {
  alt: string;
  /** Alone it is shown as large as it is. */
  isAlone: boolean;
  onOpen: () => void;
}

const revealed =
  "opacity-0 transition-opacity duration-150 focus-within:opacity-100 group-hover:opacity-100 has-aria-expanded:opacity-100 pointer-coarse:opacity-100";

/** Of two beside each other on a phone little would be seen behind them: there they are in the menu alone. */
const phoneHidden = "max-sm:hidden";

/** One picture that is there, with what is done with it most. A click shows it large. */
export function PictureFrame({ alt, isAlone, onOpen, ...about }: PictureFrameProps) {
  const { asset, label, avatar } = about;
  const inMenuOnPhone = isAlone ? undefined : phoneHidden;
  return (
    <div className="group relative overflow-hidden rounded-card border border-line">
      <button
        type="button"
        aria-label={`Look at ${label} large`}
        onClick={onOpen}
        className="block w-full cursor-zoom-in focus-visible:-outline-offset-2"
      >
        <Picture {...asset} src={isAlone ? asset.url : asset.thumbnailUrl} alt={alt} />
      </button>
      {avatar && (
        <div
          className={classNames(
            "absolute top-2 right-2",
            !avatar.isFavourite && revealed,
            !avatar.isFavourite && inMenuOnPhone,
          )}
        >
          <button
            type="button"
            aria-pressed={avatar.isFavourite}
            aria-label={`Favourite ${label}`}
            title="Favourite"
            onClick={() => void setFavourite(avatar, !avatar.isFavourite)}
            className={classNames(onPictureClass, avatar.isFavourite ? "text-amber-300" : "text-white")}
          >
            <Star size={18} fill={avatar.isFavourite ? "currentColor" : "none"} aria-hidden="true" />
          </button>
        </div>
      )}
      <div className={classNames("absolute right-2 bottom-2 flex gap-1.5", revealed)}>
        <a
          href={downloadUrl(asset, avatar?.name ?? alt)}
          download
          aria-label={`Download ${label}`}
          title="Download"
          className={classNames(onPictureClass, "text-white", inMenuOnPhone)}
        >
          <Download size={18} aria-hidden="true" />
        </a>
        <Suspense fallback={<span className={onPictureClass} />}>
          <PictureMenu {...about} />
        </Suspense>
      </div>
    </div>
  );
}
