import type { Model } from "@lumiku/contracts/apps";
import type { StyleCredit } from "@lumiku/contracts/avatar-creator";
import { SelectField, TextField } from "@lumiku/ui/field";
import { hasStyles, type Recipe } from "../recipe";

export interface StyleFieldProps {
  recipe: Recipe;
  model: Model;
  styles: readonly StyleCredit[];
  onChange: (changes: Partial<Recipe>) => void;
}

/** The style: one of the illustrators', or in words for models that draw from words. */
export function StyleField({ recipe, model, styles, onChange }: StyleFieldProps) {
  if (!hasStyles(model)) {
    return (
      <TextField
        label="Style"
        placeholder="studio photograph, watercolour"
        maxLength={60}
        value={recipe.look}
        onChange={(event) => onChange({ look: event.target.value })}
      />
    );
  }
  return (
    <SelectField
      label="Style"
      value={recipe.style}
      hint={<Attribution style={styles.find(({ id }) => id === recipe.style)} />}
      onChange={(event) => onChange({ style: event.target.value })}
    >
      <option value="">The one that fits best</option>
      {styles.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </SelectField>
  );
}

/** Whose drawings they are, as their licences ask to say. */
function Attribution({ style }: { style: StyleCredit | undefined }) {
  if (!style) return <>Whichever shows the most of what you describe.</>;
  return (
    <>
      Drawn by{" "}
      <a href={style.sourceUrl} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
        {style.artist}
      </a>
      ,{" "}
      <a href={style.licenceUrl} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
        {style.licence}
      </a>
      .
    </>
  );
}
