import { SelectField } from "@lumiku/ui/field";
import { SuggestField } from "@lumiku/ui/suggest-field";
import { TagsField } from "@lumiku/ui/tags-field";
import { type AttributeName, limits } from "../../draft";
import { accessoryWords, ageRanges, colors, genders, words } from "../../suggestions";
import { ColorWordField } from "./color-word-field";
import { type FieldsProps, fieldError } from "./fields";

/** How the person looks, for whoever would rather choose than describe. */
export default function LookFields({ draft, error, onChange }: FieldsProps) {
  const set = (name: AttributeName, value: string) => onChange({ attributes: { ...draft.attributes, [name]: value } });
  const attribute = (name: AttributeName) => ({
    value: draft.attributes[name] ?? "",
    error: fieldError(error, `/body/attributes/${name}`),
  });
  const inWords = (name: keyof typeof words, label: string, placeholder: string) => (
    <SuggestField
      label={label}
      placeholder={placeholder}
      options={words[name]}
      maxLength={limits.word}
      {...attribute(name)}
      onChange={(value) => set(name, value)}
    />
  );
  const inColor = (name: keyof typeof colors, label: string, placeholder: string) => (
    <ColorWordField
      label={label}
      placeholder={`Or in words: ${placeholder}`}
      colors={colors[name]}
      value={draft.attributes[name] ?? ""}
      onChange={(value) => set(name, value)}
    />
  );
  return (
    <div className="grid gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Choice label="Gender" options={genders} {...attribute("gender")} onChoose={(value) => set("gender", value)} />
        <Choice
          label="Age range"
          options={ageRanges}
          {...attribute("ageRange")}
          onChoose={(value) => set("ageRange", value)}
        />
      </div>
      {inWords("ethnicity", "Ethnicity", "Arab, mixed")}
      {inWords("bodyType", "Body type", "athletic")}
      {inColor("skinTone", "Skin tone", "warm olive")}
      {inWords("hairStyle", "Hair style", "long wavy")}
      {inColor("hairColor", "Hair colour", "copper with grey strands")}
      {inColor("eyeColor", "Eye colour", "grey-green")}
      {inWords("facialHair", "Facial hair", "short beard")}
      {inWords("expression", "Expression", "smiling")}
      {inWords("headwear", "Headwear", "green hijab")}
      {inWords("clothing", "Clothing", "hoodie")}
      {inColor("clothingColor", "Clothing colour", "faded denim")}
      <TagsField
        label="Accessories"
        placeholder="glasses, earrings"
        max={limits.accessories}
        suggestions={accessoryWords}
        value={draft.accessories}
        error={fieldError(error, "/body/attributes/accessories")}
        onChange={(accessories) => onChange({ accessories })}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  options: readonly string[];
  value: string;
  error: string | undefined;
  onChoose: (value: string) => void;
}

function Choice({ label, options, value, error, onChoose }: ChoiceProps) {
  return (
    <SelectField label={label} value={value} error={error} onChange={({ target }) => onChoose(target.value)}>
      <option value="">As described</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option.charAt(0).toUpperCase() + option.slice(1)}
        </option>
      ))}
    </SelectField>
  );
}
