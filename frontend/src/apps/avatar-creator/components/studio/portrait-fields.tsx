import { Button } from "@lumiku/ui/button";
import { Skeleton } from "@lumiku/ui/skeleton";
import { lazy, Suspense } from "react";
import { countLook, countPersona } from "../../draft";
import { toPresetRecipe } from "../../draft-request";
import { isIllustrated } from "../../models";
import type { Studio } from "../../use-studio";
import { IllustrationReading } from "./illustration-reading";
import { IllustrationStyles } from "./illustration-styles";
import { OriginNote } from "./origin-note";
import { OutputSection } from "./output-section";
import { PersonTools } from "./person-tools";
import { PromptField } from "./prompt-field";
import { filledWords, Section } from "./section";

// What needs more than the first look at the page comes after it.
const FineTuning = lazy(() => import("./fine-tuning"));
const LookFields = lazy(() => import("./look-fields"));
const LookWords = lazy(() => import("./look-words"));
const ModelPicker = lazy(() => import("./model-picker"));
const PersonaFields = lazy(() => import("./persona-fields"));
const PromptPreview = lazy(() => import("./prompt-preview"));
const References = lazy(() => import("./references"));

/** Whom to draw, by whom, and how: folded away where most people need nothing. */
export function PortraitFields({ studio }: { studio: Studio }) {
  const { projectId, draft, error, change, model, models } = studio;
  const fields = { draft, error, onChange: change };
  const recipe = model && toPresetRecipe(draft, model);
  return (
    <div className="grid grid-cols-1 gap-5">
      <OriginNote draft={draft} onChange={change} />
      {draft.startFrom === "references" && (
        <Suspense fallback={<Skeleton className="h-56" />}>
          <References {...fields} model={model} hasConsent={studio.hasConsent} onConsent={studio.giveConsent} />
        </Suspense>
      )}
      <div className="grid gap-2">
        <PromptField {...fields} />
        <PersonTools projectId={projectId} draft={draft} />
      </div>
      <div className="border-line border-b">
        <Section id="persona" title="Persona" note={filledWords(countPersona(draft))} placeClass="h-80">
          <PersonaFields {...fields} />
        </Section>
        <Section id="look" title="Look" note={filledWords(countLook(draft))} placeClass="h-[1140px]">
          <LookFields {...fields} />
        </Section>
      </div>
      {studio.modelsError ? (
        <div role="alert" className="flex items-center justify-between gap-3 text-[13px] text-danger">
          {studio.modelsError.message}
          <Button size="small" onClick={studio.reloadModels}>
            Try again
          </Button>
        </div>
      ) : (
        <Suspense fallback={<Skeleton className="h-24" />}>
          <ModelPicker
            models={models}
            model={model}
            unit={studio.price?.unit ?? "credits"}
            onChoose={studio.chooseModel}
          />
        </Suspense>
      )}
      {model && recipe && (
        <>
          {isIllustrated(model) ? (
            <div className="grid gap-3">
              <IllustrationStyles {...fields} styles={studio.styles} pictures={studio.stylePictures} />
              <IllustrationReading {...studio.reading} />
            </div>
          ) : (
            <Suspense fallback={<Skeleton className="h-18" />}>
              <LookWords {...fields} />
            </Suspense>
          )}
          <OutputSection {...fields} model={model} />
          <div className="border-line border-b">
            <Section id="fine-tuning" title="Fine-tuning" note={draft.seed && `seed ${draft.seed}`} placeClass="h-40">
              <FineTuning {...fields} model={model} shownSeed={studio.shownSeed} />
            </Section>
            {!isIllustrated(model) && (
              <Section id="preview" title="What the model is told" placeClass="h-40">
                <PromptPreview recipe={{ ...recipe, referenceAssetIds: studio.references }} model={model} />
              </Section>
            )}
          </div>
        </>
      )}
    </div>
  );
}
