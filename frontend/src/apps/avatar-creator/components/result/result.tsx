import { type Generation, type GenerationOutput, isTerminal } from "@lumiku/app-sdk";
import { lazy, Suspense, useState } from "react";
import { Notes } from "../../../../core/generation-parts";
import { missingWords, promptOf } from "../../../../core/generation-words";
import type { PictureActions } from "../../picture-actions";
import type { Work } from "../../use-work";
import { PictureFrame } from "./picture-frame";
import { Progress, Summary } from "./result-words";

const LargePictures = lazy(() => import("./large-pictures"));

export interface ResultProps {
  generation: Generation;
  /** For people. */
  modelName: string;
  avatarOf: Work["avatarOf"];
  actions: PictureActions;
}

/** One generation: a place for each picture from the start, filled as they arrive. */
export function Result({ generation, modelName, avatarOf, actions }: ResultProps) {
  const [lookedAt, setLookedAt] = useState<string>();
  const { outputs, count, params } = generation;
  const slots = Array.from({ length: count }, (_, index) => outputs.find((output) => output.index === index));
  const prompt = promptOf(generation);
  const pictures = slots.flatMap((output) =>
    output?.asset ? [{ asset: output.asset, alt: `${prompt}, picture ${output.index + 1}` }] : [],
  );
  const hasNothing = isTerminal(generation.status) && outputs.length === 0;
  const ratio = Number(params.width ?? 1) / Number(params.height ?? 1);

  return (
    <div className="grid grid-cols-1 gap-4">
      {!hasNothing && (
        <ul
          className={count === 1 ? "mx-auto w-full" : "mx-auto grid w-full grid-cols-2 gap-3"}
          style={widthOf(count, ratio)}
        >
          {slots.map((output, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its index.
            <li key={`${generation.id}-${index}`} className="min-w-0">
              {output?.asset ? (
                <PictureFrame
                  asset={output.asset}
                  alt={`${prompt}, picture ${index + 1}`}
                  label={`picture ${index + 1}`}
                  isAlone={count === 1}
                  avatar={avatarOf(output.asset.id)}
                  onOpen={() => setLookedAt(output.asset?.id)}
                  title={prompt}
                  recipe={actions.ofOutput(generation, output)}
                  onReference={() => output.asset && actions.onReference(output.asset)}
                />
              ) : (
                <Slot generation={generation} output={output} ratio={ratio} />
              )}
            </li>
          ))}
        </ul>
      )}
      {isTerminal(generation.status) ? (
        <Summary generation={generation} modelName={modelName} actions={actions} />
      ) : (
        <Progress generation={generation} />
      )}
      <Notes notes={outputs.flatMap((output) => output.notes)} />
      {lookedAt && (
        <Suspense>
          <LargePictures
            {...{ pictures, avatarOf }}
            assetId={lookedAt}
            onMove={setLookedAt}
            onClose={() => setLookedAt(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** As wide as there is room, and no higher than the window shows at once. */
export function widthOf(count: number, ratio: number) {
  const columns = count === 1 ? 1 : 2;
  const rows = Math.ceil(count / columns);
  return { maxWidth: `max(17rem, calc((100dvh - 19rem) * ${((ratio * columns) / rows).toFixed(4)}))` };
}

function Slot({
  generation,
  output,
  ratio,
}: {
  generation: Generation;
  output: GenerationOutput | undefined;
  ratio: number;
}) {
  const isWaiting = !isTerminal(generation.status) && !output;
  return (
    <div
      style={{ aspectRatio: ratio }}
      className={`grid place-items-center rounded-card border border-line bg-sunken p-4 text-center text-[13px] text-muted ${isWaiting ? "animate-pulse" : ""}`}
    >
      {output ? missingWords(output) : !isWaiting && "Not drawn, not charged"}
    </div>
  );
}
