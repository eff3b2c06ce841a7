import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { composePrompt } from "@lumiku/contracts/avatar-creator-prompt";
import { CopyButton } from "../../../../core/copy-button";
import { Notes } from "../../../../core/generation-parts";
import { type Fact, lookFacts, makingFacts, personaFacts } from "../../avatar-facts";

/** Persona, look, prompt and settings: all that the picture was made with. */
export function AvatarMaking({ avatar, modelName }: { avatar: Avatar; modelName: string | undefined }) {
  const { recipe, notes } = avatar;
  const told = recipe && avatar.model !== "illustrated" ? composePrompt(recipe) : "";
  return (
    <>
      {recipe?.prompt && (
        <section aria-labelledby="prompt" className="grid gap-2">
          <h2 id="prompt" className="font-semibold text-base">
            Prompt
          </h2>
          <p className="whitespace-pre-line break-words">{recipe.prompt}</p>
          {told && told !== recipe.prompt && (
            <details className="text-[13px]">
              <summary className="inline-flex min-h-11 items-center text-muted hover:text-ink">
                What the model was told
              </summary>
              <p className="break-words rounded-control bg-sunken p-3">{told}</p>
            </details>
          )}
          <CopyButton text={told || recipe.prompt} what="prompt" size="small" className="justify-self-start" />
        </section>
      )}
      <Notes notes={notes} />
      {recipe && <Facts title="Persona" facts={personaFacts(recipe)} />}
      {recipe && <Facts title="Look" facts={lookFacts(recipe)} />}
      <Facts title="Made with" facts={makingFacts(avatar, modelName)} />
    </>
  );
}

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <section aria-label={title} className="grid gap-2">
      <h2 className="font-semibold text-base">{title}</h2>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
        {facts.map(([term, value]) => (
          <div key={term} className={value.length > 40 ? "col-span-2" : undefined}>
            <dt className="text-faint text-xs">{term}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
