import { SuggestField } from "@lumiku/ui/suggest-field";
import { limits } from "../../draft";
import { lookWords } from "../../suggestions";
import { type FieldsProps, fieldError } from "./fields";

/** The style in words, for models that draw from words. */
export default function LookWords({ draft, error, onChange }: FieldsProps) {
  return (
    <SuggestField
      label="Art style"
      placeholder="studio photograph, watercolour"
      options={lookWords}
      maxLength={limits.word}
      value={draft.look}
      error={fieldError(error, "/body/style")}
      onChange={(look) => onChange({ look })}
    />
  );
}
