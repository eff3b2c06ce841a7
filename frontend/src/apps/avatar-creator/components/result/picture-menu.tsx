import type { Asset } from "@lumiku/app-sdk";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Menu, MenuItem, MenuSeparator } from "@lumiku/ui/menu";
import {
  BookmarkPlus,
  Download,
  Ellipsis,
  Images,
  Lock,
  type LucideIcon,
  Send,
  Share2,
  SlidersHorizontal,
  Sparkles,
  Star,
  UserRound,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { useApps } from "../../../../core/apps";
import { downloadUrl } from "../../../../core/picture-files";
import { listReceivers } from "../../../../core/receivers";
import { setFavourite } from "../../avatars";
import { APP_ID } from "../../use-studio";
import { onPictureClass } from "./on-picture";

const ShareDialog = lazy(() => import("../../../../core/share-dialog").then((m) => ({ default: m.ShareDialog })));
const SavePreset = lazy(() => import("../presets/save-preset"));

/** What can be done again with the recipe of a picture; null for one that was brought. */
export interface RecipeActions {
  /** "4 credits"; undefined while the price is not known. */
  moreCost: string | undefined;
  onMore: () => void;
  onUseSeed: () => void;
  onReuse: () => void;
}

export interface PictureMenuProps {
  asset: Asset;
  /** "picture 2", for the names of the buttons. */
  label: string;
  /** What the picture is called where it goes. */
  title: string;
  avatar: Avatar | undefined;
  recipe: RecipeActions | null;
  onReference: () => void;
}

/** All that can be done with one picture. */
export default function PictureMenu({ asset, label, title, avatar, recipe, onReference }: PictureMenuProps) {
  const navigate = useNavigate();
  const apps = useApps();
  const [dialog, setDialog] = useState<"share" | "preset">();
  const receivers = apps.status === "ready" ? listReceivers(apps.data, asset.id, APP_ID) : [];
  const trigger = (
    <button type="button" aria-label={`More about ${label}`} title="More" className={`${onPictureClass} text-white`}>
      <Ellipsis size={18} aria-hidden="true" />
    </button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <div className="sm:hidden">
          {avatar && (
            <Item Icon={Star} onSelect={() => void setFavourite(avatar, !avatar.isFavourite)}>
              {avatar.isFavourite ? "No favourite any more" : "Favourite"}
            </Item>
          )}
          <Item Icon={Download} onSelect={() => window.location.assign(downloadUrl(asset, avatar?.name ?? title))}>
            Download
          </Item>
        </div>
        {avatar && (
          <Item Icon={UserRound} onSelect={() => void navigate(`avatars/${avatar.id}`)}>
            Open the avatar
          </Item>
        )}
        {recipe && (
          <>
            <Item Icon={Sparkles} hint={recipe.moreCost} onSelect={recipe.onMore}>
              More like this
            </Item>
            <Item Icon={SlidersHorizontal} onSelect={recipe.onReuse}>
              Use all settings
            </Item>
            <Item Icon={Lock} onSelect={recipe.onUseSeed}>
              Use its seed
            </Item>
          </>
        )}
        <Item Icon={Images} onSelect={onReference}>
          Use as a reference
        </Item>
        {avatar?.recipe && (
          <Item Icon={BookmarkPlus} onSelect={() => setDialog("preset")}>
            Save as preset
          </Item>
        )}
        <MenuSeparator />
        <Item Icon={Share2} onSelect={() => setDialog("share")}>
          Share a link
        </Item>
        {receivers
          .filter(({ reason }) => reason === null)
          .map(({ id, name, to }) => (
            <Item key={id} Icon={Send} onSelect={() => void navigate(to)}>
              {`Send to ${name}`}
            </Item>
          ))}
      </Menu>
      <Suspense>
        {dialog === "share" && <ShareDialog assetId={asset.id} title={title} onClose={() => setDialog(undefined)} />}
        {dialog === "preset" && avatar?.recipe && (
          <SavePreset recipe={avatar.recipe} name={avatar.name} avatar={avatar} onClose={() => setDialog(undefined)} />
        )}
      </Suspense>
    </>
  );
}

interface ItemProps {
  Icon: LucideIcon;
  hint?: string | undefined;
  onSelect: () => void;
  children: string;
}

function Item({ Icon, hint, onSelect, children }: ItemProps) {
  return (
    <MenuItem onSelect={onSelect}>
      <Icon size={16} aria-hidden="true" className="text-faint" />
      {children}
      {hint && <span className="tabular ml-auto pl-4 text-[13px] text-faint">{hint}</span>}
    </MenuItem>
  );
}
