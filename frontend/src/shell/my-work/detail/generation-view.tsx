import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { ChevronLeft, ChevronRight, Share2, Trash2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { DownloadMenu } from "../../../core/download-menu";
import { CancelButton, Notes, RetryButton } from "../../../core/generation-parts";
import { promptOf } from "../../../core/generation-words";
import { SendToMenu } from "../../../core/send-to";
import { AssetHistory } from "./asset-history";
import { Facts } from "./facts";
import { Stage } from "./stage";
import { useArrowKeys } from "./use-arrow-keys";

const Lightbox = lazy(() => import("@lumiku/ui/lightbox").then((module) => ({ default: module.Lightbox })));
const ShareDialog = lazy(() =>
  import("../../../core/share-dialog").then((module) => ({ default: module.ShareDialog })),
);

export interface GenerationViewProps {
  generation: Generation;
  /** Which of its pictures is shown. */
  picture: number;
  onPicture: (picture: number) => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
  onRemove: () => void;
  onRetried: (started: Generation) => void;
}

/** One piece of work, large: its pictures, everything they were made with, and what can be done with them. */
export function GenerationView(props: GenerationViewProps) {
  const { generation, picture, onPicture, onPrevious, onNext, onClose, onRemove, onRetried } = props;
  const [over, setOver] = useState<"closer" | "share">();
  const outputs = generation.outputs.filter((output) => output.asset);
  const index = Math.min(picture, Math.max(outputs.length - 1, 0));
  const shown = outputs[index];
  const asset = shown?.asset;
  const title = promptOf(generation);

  const content = useRef<HTMLDivElement>(null);
  useArrowKeys(content, { onPrevious, onNext });

  return (
    <Dialog title={title} onClose={onClose}>
      <div ref={content} className="grid md:grid-cols-[minmax(0,1fr)_300px]">
        <div className="relative grid content-start gap-3 bg-sunken/60 p-3 sm:p-5">
          <Stage
            generation={generation}
            assets={outputs.flatMap((output) => output.asset ?? [])}
            index={index}
            onIndex={onPicture}
            onCloser={() => setOver("closer")}
          />
          <div className="flex items-center justify-between">
            <StepButton label="Previous" onStep={onPrevious}>
              <ChevronLeft size={20} aria-hidden="true" />
            </StepButton>
            <p role="status" className="tabular text-[13px] text-muted">
              {outputs.length > 1 && `Picture ${index + 1} of ${outputs.length}`}
            </p>
            <StepButton label="Next" onStep={onNext}>
              <ChevronRight size={20} aria-hidden="true" />
            </StepButton>
          </div>
        </div>
        <div className="grid content-start gap-5 border-line p-5 md:border-l">
          <div className="flex flex-wrap gap-2 [&>*]:flex-1 [&>*]:basis-[40%]">
            {asset && (
              <>
                <DownloadMenu asset={asset} name={title} className="basis-full!" />
                <Button onClick={() => setOver("share")}>
                  <Share2 size={16} aria-hidden="true" />
                  Share
                </Button>
                <SendToMenu asset={asset} />
              </>
            )}
            <RetryButton generation={generation} size="medium" look="secondary" onRetried={onRetried} />
            <CancelButton generation={generation} size="medium" look="secondary" />
            {isTerminal(generation.status) && (
              <Button look="secondary" onClick={onRemove}>
                <Trash2 size={16} aria-hidden="true" />
                Remove
              </Button>
            )}
          </div>
          <Notes notes={shown ? shown.notes : generation.outputs.flatMap((output) => output.notes)} />
          <Facts generation={generation} shown={shown} />
          {asset && <AssetHistory key={asset.id} assetId={asset.id} generationId={generation.id} />}
        </div>
      </div>
      <Suspense>
        {over === "closer" && asset && (
          <Lightbox
            pictures={outputs.flatMap((output) =>
              output.asset ? [{ ...output.asset, src: output.asset.url, alt: title }] : [],
            )}
            index={index}
            onIndexChange={onPicture}
            onClose={() => setOver(undefined)}
          />
        )}
        {over === "share" && asset && (
          <ShareDialog assetId={asset.id} title={title} onClose={() => setOver(undefined)} />
        )}
      </Suspense>
    </Dialog>
  );
}

function StepButton({
  label,
  onStep,
  children,
}: {
  label: string;
  onStep: (() => void) | undefined;
  children: ReactNode;
}) {
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={label}
      // Still there for the focus that is on it.
      aria-disabled={!onStep}
      onClick={onStep}
      className="aria-disabled:cursor-default aria-disabled:opacity-35"
    >
      {children}
    </Button>
  );
}
