import type { Generation, GenerationOutput } from "@lumiku/app-sdk";
import { CopyButton } from "../../../core/copy-button";
import { settingsOf } from "../../../core/generation-settings";
import { promptOf } from "../../../core/generation-words";
import { factsOf } from "./facts-of";

interface FactsProps {
  generation: Generation;
  shown: GenerationOutput | undefined;
}

/** Everything work was made with: its words to be copied, then the rest. */
export function Facts({ generation, shown }: FactsProps) {
  const { prompt, negativePrompt } = generation.params;
  const settings = settingsOf(generation.params);
  const seed = String(shown?.seed ?? generation.seed);
  return (
    <div className="grid gap-5">
      {typeof prompt === "string" && prompt !== "" && (
        <Words term="Prompt" copied="prompt" text={promptOf(generation)} />
      )}
      {typeof negativePrompt === "string" && negativePrompt !== "" && (
        <Words term="Negative prompt" copied="words" text={negativePrompt} />
      )}
      {/* What is made of a picture, and not of words, is the same for every seed. */}
      {prompt !== undefined && (
        <div className="flex items-end justify-between gap-3">
          <dl>
            <Fact term="Seed" value={seed} />
          </dl>
          <CopyButton text={seed} what="seed" look="quiet" size="small" className="-my-2 max-md:h-11" />
        </div>
      )}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
        {factsOf(generation, shown).map(({ term, value, isWide }) => (
          <Fact key={term} term={term} value={value} isWide={isWide} />
        ))}
      </dl>
      {settings.length > 0 && (
        <section aria-label="Settings" className="border-line border-t pt-4">
          <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
            {settings.map(({ term, value }) => (
              <Fact key={term} term={term} value={value} isWide={value.length > 40} />
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function Words({ term, copied, text }: { term: string; copied: string; text: string }) {
  return (
    <section aria-label={term}>
      <div className="flex items-center justify-between gap-3">
        <h3 className="text-faint text-xs">{term}</h3>
        <CopyButton text={text} what={copied} look="quiet" size="small" className="-my-1 max-md:h-11" />
      </div>
      <p className="max-h-40 overflow-y-auto break-words">{text}</p>
    </section>
  );
}

function Fact({ term, value, isWide }: { term: string; value: string; isWide?: boolean | undefined }) {
  return (
    <div className={isWide ? "col-span-2" : undefined}>
      <dt className="text-faint text-xs">{term}</dt>
      <dd className="tabular break-words">{value}</dd>
    </div>
  );
}
