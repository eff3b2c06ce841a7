import { TextAreaField, TextField } from "@lumiku/ui/field";
import { TagsField } from "@lumiku/ui/tags-field";
import { limits, readAge } from "../../draft";
import { personalityWords } from "../../suggestions";
import { type FieldsProps, fieldError } from "./fields";

/** Who the person is. */
export default function PersonaFields({ draft, error, onChange }: FieldsProps) {
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-[minmax(0,1fr)_88px] gap-3">
        <TextField
          label="Name"
          maxLength={limits.word}
          placeholder="Amal"
          value={draft.name}
          error={fieldError(error, "/body/persona/name")}
          onChange={({ target }) => onChange({ name: target.value })}
        />
        <TextField
          label="Age"
          inputMode="numeric"
          placeholder="34"
          value={draft.age}
          error={fieldError(error, "/body/persona/age")}
          onChange={({ target }) => onChange({ age: readAge(target.value) })}
        />
      </div>
      <TagsField
        label="Personality"
        placeholder="calm, curious"
        max={limits.personality}
        suggestions={personalityWords}
        value={draft.personality}
        error={fieldError(error, "/body/persona/personality")}
        onChange={(personality) => onChange({ personality })}
      />
      <TextAreaField
        label="Background story"
        rows={3}
        maxLength={limits.story}
        placeholder="Runs a small clinic by the harbour and paints on Sundays."
        value={draft.story}
        error={fieldError(error, "/body/persona/background")}
        onChange={({ target }) => onChange({ story: target.value })}
      />
    </div>
  );
}
