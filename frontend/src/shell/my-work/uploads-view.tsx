import { Button, buttonClass } from "@lumiku/ui/button";
import { Dropzone } from "@lumiku/ui/dropzone";
import { useSelection } from "@lumiku/ui/selection";
import { Download, Trash2 } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { toast } from "sonner";
import { onReset } from "../../core/app-events";
import { LoadFailed } from "../../core/load-failed";
import { downloadUrl } from "../../core/picture-files";
import { SendToMenu } from "../../core/send-to";
import { count } from "../../core/words";
import type { RenderTile } from "./grid-cell";
import { GridSkeleton } from "./grid-skeleton";
import { PictureGrid } from "./picture-grid";
import { SelectionBar } from "./selection-bar";
import { uploads } from "./shelves";
import { Toolbar } from "./toolbar";
import { removeUploads } from "./upload-removal";
import { UploadTile } from "./upload-tile";
import { UploadingList } from "./uploading-list";
import { useDeleteKey } from "./use-delete-key";
import { useLayoutChoice } from "./use-layout-choice";
import { useUploading } from "./use-uploading";

const UploadDialog = lazy(() => import("./detail/upload-dialog"));

const MAX_BYTES = 10 * 1024 ** 2;

/** Pictures a person brought: more of them, and everything that can be done with those that are here. */
export function UploadsView() {
  const { items, status, error, cursor } = uploads.useShelf();
  const { files, start, dismiss } = useUploading();
  const [layout, setLayout] = useLayoutChoice();
  const [isChoosing, setChoosing] = useState(false);
  const [openId, setOpenId] = useState<string>();
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const selection = useSelection(ids);
  const opened = items.find(({ id }) => id === openId);

  useEffect(() => {
    void uploads.load();
    return onReset(() => void uploads.load());
  }, []);
  const remove = (chosen: Iterable<string>) => {
    const wanted = new Set(chosen);
    void removeUploads(items.filter(({ id }) => wanted.has(id)));
  };
  useDeleteKey(selection.isSelecting, () => remove(selection.selected));
  const byId = useMemo(() => new Map(items.map((asset) => [asset.id, asset])), [items]);
  const renderTile: RenderTile = useCallback(
    (id, { layout }) => {
      const asset = byId.get(id);
      return asset && <UploadTile asset={asset} layout={layout} />;
    },
    [byId],
  );
  const isSelecting = isChoosing || selection.isSelecting;
  const [only] = selection.selected.size === 1 ? selection.selected : [];
  const chosen = items.find(({ id }) => id === only);

  return (
    <div className="grid grid-cols-1 gap-4">
      <Dropzone
        label="Bring a picture of your own"
        hint="Drop, paste or choose PNG, JPEG or WebP up to 10 MB, 64 to 8192 pixels a side"
        accept="image/png,image/jpeg,image/webp"
        maxBytes={MAX_BYTES}
        isMultiple
        onFiles={(taken) => void start(taken)}
        onRefused={(message) => toast.error(message)}
      />
      <UploadingList files={files} onDismiss={dismiss} />
      {ids.length > 0 && (
        <Toolbar
          words={`${cursor ? "More than " : ""}${count(ids.length)} ${ids.length === 1 ? "picture" : "pictures"}`}
          {...{ layout, isSelecting }}
          onLayout={setLayout}
          onSelecting={(next) => {
            setChoosing(next);
            if (!next) selection.clear();
          }}
        />
      )}
      {ids.length > 0 ? (
        <PictureGrid
          label="Uploads"
          {...{ ids, layout, selection, isSelecting, renderTile, openId }}
          hasMore={cursor !== null}
          onOpen={setOpenId}
          onRemove={(id) => remove(selection.isSelecting ? selection.selected : [id])}
          onNearEnd={loadMore}
        />
      ) : (
        status === "loading" && <GridSkeleton layout={layout} />
      )}
      {error && <LoadFailed error={error} onRetry={() => void uploads.load()} />}
      {status === "ready" && ids.length === 0 && (
        <p className="py-6 text-center text-muted">
          What you bring is kept here, and can be sent to every app that takes pictures.
        </p>
      )}
      <SelectionBar selection={selection} listed={ids.length}>
        {chosen && (
          <>
            <a
              href={downloadUrl(chosen, chosen.name ?? "Picture")}
              download
              className={`${buttonClass("quiet", "small")} max-md:h-11`}
            >
              <Download size={16} aria-hidden="true" />
              Download
            </a>
            <SendToMenu asset={chosen} look="quiet" size="small" className="max-md:h-11" />
          </>
        )}
        <Button look="quiet" size="small" className="max-md:h-11" onClick={() => remove(selection.selected)}>
          <Trash2 size={16} aria-hidden="true" />
          Remove
        </Button>
      </SelectionBar>
      <Suspense>
        {opened && (
          <UploadDialog
            asset={opened}
            onClose={() => setOpenId(undefined)}
            onRemove={() => {
              setOpenId(undefined);
              remove([opened.id]);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

const loadMore = () => void uploads.loadMore();
