import type { AppError, Asset } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import { Button } from "@lumiku/ui/button";
import { Dropzone } from "@lumiku/ui/dropzone";
import { Notice } from "@lumiku/ui/notice";
import { Picture } from "@lumiku/ui/picture";
import { ProgressBar } from "@lumiku/ui/progress";
import { Images, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { assetsApi } from "../../../../core/assets-api";
import { limits } from "../../draft";
import { takesReferences } from "../../models";
import { useLibraryAssets } from "../../use-library";
import { Consent } from "./consent";
import type { FieldsProps } from "./fields";
import { pictureRules } from "./picture-rules";

const LibraryDialog = lazy(() => import("./library-dialog"));

export interface ReferencesProps extends FieldsProps {
  model: Model | undefined;
  hasConsent: boolean;
  onConsent: (isGiven: boolean) => void;
}

/** The pictures that a portrait follows: from the library, or brought now; and that their people agreed. */
export default function References({ draft, model, hasConsent, onConsent, onChange }: ReferencesProps) {
  const ids = draft.referenceAssetIds;
  const max = model && takesReferences(model) ? model.maxReferences : limits.references;
  const [isChoosing, setChoosing] = useState(false);
  const [sent, setSent] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const choose = (next: readonly string[]) => onChange({ referenceAssetIds: [...new Set(next)].slice(0, max) });
  const [assets, learn] = useLibraryAssets(ids, (gone) => {
    choose(ids.filter((id) => id !== gone));
    setProblem("A picture was removed from your library, and is not followed any more.");
  });

  const upload = async (files: readonly File[]) => {
    const taken = files.slice(0, max - ids.length);
    setProblem(
      files.length > taken.length ? `It follows ${max} pictures at most; the others were left out.` : undefined,
    );
    setSent(0);
    const added: Asset[] = [];
    try {
      for (const [index, file] of taken.entries()) {
        const onProgress = (share: number) => setSent((index + share) / taken.length);
        added.push(await assetsApi.upload({ file, onProgress }));
      }
    } catch (failure) {
      setProblem((failure as AppError).message);
    } finally {
      learn(...added);
      choose([...ids, ...added.map(({ id }) => id)]);
      setSent(undefined);
    }
  };

  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1.5 flex w-full justify-between font-medium text-[13px]">
        Pictures to follow
        <span className="tabular font-normal text-faint">{`${ids.length} of ${max}`}</span>
      </legend>
      {!model && <Notice title="No model here follows pictures">Describe the person instead.</Notice>}
      {assets.length > 0 && (
        <ul className="grid grid-cols-4 gap-2">
          {assets.map((asset, index) => (
            <li key={asset.id} className="relative overflow-hidden rounded-control border border-line">
              <Picture {...asset} src={asset.thumbnailUrl} alt={`Reference ${index + 1}`} className="aspect-square!" />
              <button
                type="button"
                aria-label={`Remove reference ${index + 1}`}
                onClick={() => choose(ids.filter((id) => id !== asset.id))}
                className="absolute top-0 right-0 grid size-11 place-items-start justify-items-end p-1"
              >
                <span className="grid size-6 place-items-center rounded-full bg-black/65 text-white">
                  <X size={14} aria-hidden="true" />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {ids.length < max && (
        <>
          <Dropzone
            {...pictureRules}
            label="Bring a photo"
            isMultiple
            isBusy={sent !== undefined}
            onFiles={(files) => void upload(files)}
            onRefused={setProblem}
          />
          {sent !== undefined && <ProgressBar value={Math.round(sent * 100)} label="Upload" />}
          <Button onClick={() => setChoosing(true)}>
            <Images size={17} aria-hidden="true" />
            Choose from your library
          </Button>
        </>
      )}
      <p role="status" className="text-[13px] text-danger empty:hidden">
        {problem}
      </p>
      {ids.length > 0 && <Consent isGiven={hasConsent} onChange={onConsent} />}
      {isChoosing && (
        <Suspense>
          <LibraryDialog
            chosenIds={ids}
            max={max}
            onClose={() => setChoosing(false)}
            onChoose={(chosen) => {
              learn(...chosen);
              choose([...ids.filter((id) => !chosen.some((asset) => asset.id === id)), ...chosen.map(({ id }) => id)]);
              setChoosing(false);
            }}
          />
        </Suspense>
      )}
    </fieldset>
  );
}
