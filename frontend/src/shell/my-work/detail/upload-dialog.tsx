import type { LibraryAsset } from "@lumiku/contracts/assets";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { Picture } from "@lumiku/ui/picture";
import { Share2, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { DownloadMenu } from "../../../core/download-menu";
import { SendToMenu } from "../../../core/send-to";
import { fileSize, moment } from "../../../core/words";
import { AssetHistory } from "./asset-history";

const Lightbox = lazy(() => import("@lumiku/ui/lightbox").then((module) => ({ default: module.Lightbox })));
const ShareDialog = lazy(() =>
  import("../../../core/share-dialog").then((module) => ({ default: module.ShareDialog })),
);

interface UploadDialogProps {
  asset: LibraryAsset;
  onClose: () => void;
  onRemove: () => void;
}

/** A picture that a person brought, large, with what can be done with it. */
export default function UploadDialog({ asset, onClose, onRemove }: UploadDialogProps) {
  const [over, setOver] = useState<"closer" | "share">();
  const name = asset.name ?? "Picture";
  return (
    <Dialog title={name} onClose={onClose}>
      <div className="grid md:grid-cols-[minmax(0,1fr)_300px]">
        <div className="bg-sunken/60 p-3 sm:p-5">
          <button
            type="button"
            aria-label="Look closer"
            onClick={() => setOver("closer")}
            className="mx-auto block w-full cursor-zoom-in overflow-hidden rounded-control"
            style={{ maxWidth: `calc(68dvh * ${asset.width / asset.height})` }}
          >
            <Picture {...asset} src={asset.url} alt={name} className="w-full" />
          </button>
        </div>
        <div className="grid content-start gap-5 border-line p-5 md:border-l">
          <div className="flex flex-wrap gap-2 [&>*]:flex-1 [&>*]:basis-[40%]">
            <DownloadMenu asset={asset} name={name} className="basis-full!" />
            <Button onClick={() => setOver("share")}>
              <Share2 size={16} aria-hidden="true" />
              Share
            </Button>
            <SendToMenu asset={asset} />
            <Button onClick={onRemove}>
              <Trash2 size={16} aria-hidden="true" />
              Remove
            </Button>
          </div>
          <p className="tabular text-muted">
            {asset.width} × {asset.height} · {fileSize(asset.sizeBytes)}
            <br />
            {moment(asset.createdAt)}
          </p>
          <AssetHistory assetId={asset.id} />
        </div>
      </div>
      <Suspense>
        {over === "closer" && (
          <Lightbox
            pictures={[{ ...asset, src: asset.url, alt: name }]}
            index={0}
            onIndexChange={() => {}}
            onClose={() => setOver(undefined)}
          />
        )}
        {over === "share" && (
          <ShareDialog assetId={asset.id} title={asset.name ?? ""} onClose={() => setOver(undefined)} />
        )}
      </Suspense>
    </Dialog>
  );
}
