import type { AppError } from "@lumiku/app-sdk";
import { SelectField, TextField } from "@lumiku/ui/field";
import type { Recipe } from "../recipe";
import { fieldError } from "./field-error";

type AttributeName = keyof Recipe["attributes"];
const attributeFields: { name: AttributeName; label: string; placeholder: string }[] = [
  { name: "hairStyle", label: "Hair style", placeholder: "long, curly, bun, bald" },
  { name: "hairColor", label: "Hair colour", placeholder: "auburn" },
  { name: "skinTone", label: "Skin tone", placeholder: "olive" },
  { name: "facialHair", label: "Facial hair", placeholder: "beard, none" },
  { name: "headwear", label: "Headwear", placeholder: "green hijab" },
  { name: "accessories", label: "Accessories", placeholder: "glasses, earrings" },
  { name: "clothing", label: "Clothing", placeholder: "hoodie" },
  { name: "clothingColor", label: "Clothing colour", placeholder: "navy" },
];

export interface LookFieldsProps {
  recipe: Recipe;
  error: AppError | undefined;
  onChange: (changes: Partial<Recipe>) => void;
}

/** Who the person is and how they look, for whoever would rather fill in than describe. */
export function LookFields({ recipe, error, onChange }: LookFieldsProps) {
  const setAttribute = (name: AttributeName, value: string) =>
    onChange({ attributes: { ...recipe.attributes, [name]: value } });
  return (
    <details className="group rounded-control border border-line">
      <summary className="flex h-11 list-none items-center justify-between px-3 font-medium text-[13px]">
        Persona and look
        <span aria-hidden="true" className="text-faint transition-transform duration-150 group-open:rotate-90">
          ›
        </span>
      </summary>
      <div className="grid gap-4 p-3 pt-1">
        <TextField
          label="Name"
          maxLength={60}
          value={recipe.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <SelectField
          label="Gender"
          value={recipe.attributes.gender ?? ""}
          onChange={(event) => setAttribute("gender", event.target.value)}
        >
          <option value="">As described</option>
          <option value="woman">Woman</option>
          <option value="man">Man</option>
          <option value="non-binary">Non-binary</option>
        </SelectField>
        {attributeFields.map(({ name, label, placeholder }) => (
          <TextField
            key={name}
            label={label}
            placeholder={placeholder}
            maxLength={60}
            value={recipe.attributes[name] ?? ""}
            error={fieldError(error, `/body/attributes/${name}`)}
            onChange={(event) => setAttribute(name, event.target.value)}
          />
        ))}
      </div>
    </details>
  );
}
