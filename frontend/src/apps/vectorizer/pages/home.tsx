import { MAX_BATCH, vectorizer } from "@lumiku/contracts/vectorizer";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { useSettled } from "../../../core/use-settled";
import { bringing, useTray } from "../bringing/bring";
import { roomIn, type Tray } from "../bringing/tray";
import { useSentAsset } from "../bringing/use-sent-asset";
import { useTransfers } from "../bringing/use-transfers";
import { HomeSkeleton } from "../components/home/card-skeletons";
import { Documents } from "../components/home/documents";
import { DropArea } from "../components/home/drop-area";
import { FirstVisit } from "../components/home/first-visit";
import { OnePicture } from "../components/home/one-picture";
import { RecentBatches, useRecentBatches } from "../components/home/recent-batches";
import { useDocumentList } from "../documents";

const BatchTray = lazy(() => import("../components/batch/tray"));
const LibraryDialog = lazy(() => import("../components/home/library-dialog"));

/** Where pictures are brought, and those that were. */
export default function Home() {
  const tray = useTray();
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim());
  const list = useDocumentList(q);
  const [isLibraryOpen, setLibraryOpen] = useState(false);
  const isDragged = useTransfers((transfer) =>
    transfer.kind === "files" ? bringing.bringFiles(transfer.files) : bringing.bringAddress(transfer.url),
  );
  const chooseButton = useFocusForNew();
  useSentAsset();
  useOpenWhenReady(tray);
  const [only] = tray.isBatch ? [] : tray.items;
  const batches = useRecentBatches();
  const [isKnown, setKnown] = useState(false);
  // What is here is shown together: nothing is pushed down by what comes later.
  if (!isKnown && batches.isKnown && (!list.isLoading || list.items.length > 0)) setKnown(true);
  const isFirstVisit = !list.isLoading && !list.error && !q && list.items.length === 0;

  return (
    <div className="mx-auto grid w-full max-w-6xl grid-cols-1 gap-8 px-4 py-6 sm:px-8 sm:py-8">
      <div className="grid grid-cols-1 gap-6">
        <h1 className="font-semibold text-2xl tracking-tight">Vectorizer</h1>
        {tray.isBatch ? (
          <Suspense fallback={<div className="h-120 rounded-card border border-line bg-surface" />}>
            <BatchTray {...{ tray, isDragged }} onOpenLibrary={() => setLibraryOpen(true)} />
          </Suspense>
        ) : (
          <DropArea
            {...{ isDragged, chooseButton }}
            onFiles={bringing.bringFiles}
            onAddress={bringing.bringAddress}
            onOpenLibrary={() => setLibraryOpen(true)}
          />
        )}
        {only && <OnePicture item={only} onTryAgain={() => bringing.tryAgain(only.id)} onClose={bringing.clear} />}
      </div>
      {!isKnown && <HomeSkeleton />}
      {isKnown && isFirstVisit && <FirstVisit onFile={(file) => bringing.bringFiles([file])} />}
      {isKnown && <RecentBatches batches={batches.items} />}
      {isKnown && !isFirstVisit && (
        <Documents
          {...{ list, q, typed }}
          onType={setTyped}
          onTraceTogether={(documents) => {
            bringing.bringDocuments(documents);
            window.scrollTo({ top: 0 });
          }}
        />
      )}
      <Suspense>
        {isLibraryOpen && (
          <LibraryDialog
            max={roomIn(tray, MAX_BATCH)}
            onClose={() => setLibraryOpen(false)}
            onChoose={(assets) => {
              setLibraryOpen(false);
              bringing.bringAssets(assets);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

/** One picture that has come is opened. What came while another page was looked at waits among the pictures instead. */
function useOpenWhenReady(tray: Tray): void {
  const navigate = useNavigate();
  useEffect(() => {
    const { items, isBatch } = useTray.getState();
    if (!isBatch && items[0]?.arrival.kind === "ready") bringing.clear();
  }, []);
  const [only] = tray.isBatch ? [] : tray.items;
  const readyId = only?.arrival.kind === "ready" ? only.arrival.document.id : undefined;
  useEffect(() => {
    // What is shown may be older than what is.
    if (!readyId || useTray.getState().items[0]?.arrival.kind !== "ready") return;
    void navigate(`/apps/${vectorizer.id}/documents/${readyId}`);
    // Once the editor is there: until then the picture is shown on its way.
    return bringing.clear;
  }, [readyId, navigate]);
}

/** Whoever came to bring a picture begins at the button for it. */
function useFocusForNew() {
  const button = useRef<HTMLButtonElement>(null);
  const { key, state } = useLocation();
  const isChoosing = (state as { isChoosing?: boolean } | null)?.isChoosing === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, it is focused again.
  useEffect(() => {
    if (isChoosing) button.current?.focus();
  }, [key, isChoosing]);
  return button;
}
