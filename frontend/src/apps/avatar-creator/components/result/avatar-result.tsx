import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { buttonClass } from "@lumiku/ui/button";
import { UserRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { timeAgo } from "../../../../core/words";
import type { PictureActions } from "../../picture-actions";
import { PictureFrame } from "./picture-frame";
import { widthOf } from "./result";

const LargePictures = lazy(() => import("./large-pictures"));

/** One avatar whose work is not here: brought from elsewhere, or made long ago. */
export function AvatarResult({ avatar, actions }: { avatar: Avatar; actions: PictureActions }) {
  const [isLarge, setLarge] = useState(false);
  const { asset, name, source, createdAt } = avatar;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="mx-auto w-full" style={widthOf(1, asset.width / asset.height)}>
        <PictureFrame
          asset={asset}
          alt={name}
          label={name}
          isAlone
          avatar={avatar}
          onOpen={() => setLarge(true)}
          title={name}
          recipe={null}
          onReference={() => actions.onReference(asset)}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate font-medium">{name}</p>
          <p className="tabular text-[13px] text-faint">
            {`${source === "upload" ? "Uploaded" : "Made"} ${timeAgo(createdAt)} · ${asset.width} × ${asset.height} px`}
          </p>
        </div>
        <Link to={`avatars/${avatar.id}`} className={buttonClass("secondary", "small")}>
          <UserRound size={15} aria-hidden="true" />
          Open the avatar
        </Link>
      </div>
      {isLarge && (
        <Suspense>
          <LargePictures
            pictures={[{ asset, alt: name }]}
            assetId={asset.id}
            avatarOf={() => avatar}
            onMove={() => {}}
            onClose={() => setLarge(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
