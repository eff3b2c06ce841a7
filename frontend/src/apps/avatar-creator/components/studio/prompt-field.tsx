import { TextAreaField } from "@lumiku/ui/field";
import { limits } from "../../draft";
import { promptExamples } from "../../suggestions";
import { type FieldsProps, fieldError } from "./fields";

/** The person in one's own words, with examples while there are none. */
export function PromptField({ draft, error, onChange }: FieldsProps) {
  return (
    <div className="grid gap-2">
      <TextAreaField
        label="Describe the person"
        rows={4}
        maxLength={limits.prompt}
        placeholder={promptExamples[0]}
        value={draft.prompt}
        error={fieldError(error, "/body/prompt")}
        onChange={({ target }) => onChange({ prompt: target.value })}
      />
      {!draft.prompt && <PromptExamples onChoose={(prompt) => onChange({ prompt })} />}
    </div>
  );
}

/** Descriptions to begin with at a click. */
export function PromptExamples({ onChoose }: { onChoose: (prompt: string) => void }) {
  return (
    <ul aria-label="Examples" className="flex flex-wrap gap-1.5">
      {promptExamples.slice(1, 4).map((example) => (
        <li key={example} className="min-w-0">
          <button
            type="button"
            onClick={() => onChoose(example)}
            className="min-h-8 max-w-full rounded-full border border-line bg-surface px-3 py-1 text-left text-[13px] text-muted transition-colors duration-150 hover:border-line-strong hover:text-ink pointer-coarse:min-h-11"
          >
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}
