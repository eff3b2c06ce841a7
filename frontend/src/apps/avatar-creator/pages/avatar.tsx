import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Button, buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Picture } from "@lumiku/ui/picture";
import { Skeleton } from "@lumiku/ui/skeleton";
import { ArrowLeft, Download, Share2, Star, UserRound } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { modelWords } from "../../../core/generation-words";
import { NameInPlace } from "../../../core/name-in-place";
import { platform } from "../../../core/platform";
import { SendToMenu } from "../../../core/send-to";
import { useAsync } from "../../../core/use-async";
import { AvatarHistory } from "../components/avatar/avatar-history";
import { AvatarMaking } from "../components/avatar/avatar-making";
import { AvatarMenu } from "../components/avatar/avatar-menu";
import { AvatarRedraw } from "../components/avatar/avatar-redraw";
import { AvatarVersions } from "../components/avatar/avatar-versions";
import { type AvatarInHand, useAvatar } from "../use-avatar";

const AvatarDownload = lazy(() =>
  import("../components/avatar/avatar-download").then((module) => ({ default: module.AvatarDownload })),
);
const Lightbox = lazy(() => import("@lumiku/ui/lightbox").then((module) => ({ default: module.Lightbox })));
const ShareDialog = lazy(() =>
  import("../../../core/share-dialog").then((module) => ({ default: module.ShareDialog })),
);

/** One avatar: the picture, the person, all it was made with, its versions, and what became of it. */
export default function AvatarPage() {
  const { projectId = "", avatarId = "" } = useParams();
  const hand = useAvatar(avatarId);
  if (hand.avatar.status === "loading") return <AvatarSkeleton />;
  if (hand.avatar.status === "failed")
    return <AvatarMissing message={hand.avatar.error.message} projectId={projectId} />;
  return <AvatarView avatar={hand.avatar.data} hand={hand} />;
}

const columns = "mx-auto grid w-full max-w-6xl gap-8 px-4 py-6 sm:px-8 lg:grid-cols-[minmax(0,1fr)_360px]";

function AvatarView({ avatar, hand: { versions, update } }: { avatar: Avatar; hand: AvatarInHand }) {
  const [opened, setOpened] = useState<"picture" | "download" | "share">();
  const [models] = useAsync("models", () => platform.apps.models({ params: { appId: "avatar-creator" } }));
  const model = models.status === "ready" ? models.data.items.find(({ key }) => key === avatar.model) : undefined;
  const close = () => setOpened(undefined);
  useEffect(() => {
    document.title = `${avatar.name} · Lumiku`;
  }, [avatar.name]);

  return (
    <div className={columns}>
      <div className="grid content-start gap-4">
        <div className="flex items-center gap-1">
          <Link
            to={`/apps/avatar-creator/projects/${avatar.projectId}`}
            aria-label="Back to the project"
            className={`${buttonClass("quiet", "icon")} -ml-3`}
          >
            <ArrowLeft size={18} />
          </Link>
          <NameInPlace
            label="Name of this avatar"
            name={avatar.name}
            maxLength={80}
            className="-mx-2 text-xl"
            onRename={(name) => void update({ name })}
          />
          <Button
            look="quiet"
            size="icon"
            aria-label="Favourite"
            aria-pressed={avatar.isFavourite}
            onClick={() => void update({ isFavourite: !avatar.isFavourite })}
            className="aria-pressed:text-warning"
          >
            <Star size={20} className={avatar.isFavourite ? "fill-current" : undefined} />
          </Button>
          <AvatarMenu avatar={avatar} onMove={(projectId) => update({ projectId })} />
        </div>
        <button
          type="button"
          aria-label="See it large"
          onClick={() => setOpened("picture")}
          className="mx-auto block w-full cursor-zoom-in overflow-hidden rounded-card border border-line"
          style={{ maxWidth: `calc(72dvh * ${avatar.asset.width / avatar.asset.height})` }}
        >
          <Picture {...avatar.asset} src={avatar.asset.url} alt={avatar.prompt || avatar.name} />
        </button>
        <AvatarVersions versions={versions} current={avatar} />
      </div>
      <div className="grid content-start gap-7">
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpened("download")}>
            <Download size={17} aria-hidden="true" />
            Download
          </Button>
          <Button onClick={() => setOpened("share")}>
            <Share2 size={17} aria-hidden="true" />
            Share
          </Button>
          <SendToMenu asset={avatar.asset} />
        </div>
        <AvatarRedraw avatar={avatar} model={model} />
        <AvatarMaking
          avatar={avatar}
          modelName={model?.name ?? (avatar.model ? modelWords(avatar.model) : undefined)}
        />
        <AvatarHistory avatarId={avatar.id} version={avatar.version} />
      </div>
      <Suspense>
        {opened === "download" && <AvatarDownload avatar={avatar} onClose={close} />}
        {opened === "share" && <ShareDialog assetId={avatar.asset.id} title={avatar.name} onClose={close} />}
        {opened === "picture" && (
          <Lightbox
            pictures={[{ ...avatar.asset, src: avatar.asset.url, alt: avatar.prompt || avatar.name }]}
            index={0}
            onIndexChange={() => {}}
            onClose={close}
          />
        )}
      </Suspense>
    </div>
  );
}

function AvatarSkeleton() {
  return (
    <div className={columns}>
      <div className="grid content-start gap-4">
        <div className="h-11" />
        <Skeleton className="mx-auto aspect-square w-full max-w-[72dvh]" />
      </div>
      <div className="grid content-start gap-7">
        <Skeleton className="h-11" />
        <Skeleton className="h-11 w-2/3" />
        <Skeleton className="h-40" />
      </div>
    </div>
  );
}

function AvatarMissing({ message, projectId }: { message: string; projectId: string }) {
  return (
    <div className="mx-auto max-w-2xl p-8">
      <h1 className="sr-only">Avatar</h1>
      <EmptyState
        icon={<UserRound size={22} />}
        title={message}
        action={
          <Link to={`/apps/avatar-creator/projects/${projectId}`} className={buttonClass("primary")}>
            Back to the project
          </Link>
        }
      >
        Its picture may still be in My work.
      </EmptyState>
    </div>
  );
}
