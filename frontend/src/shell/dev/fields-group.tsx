import { SelectField, TextAreaField, TextField } from "@lumiku/ui/field";
import { SecretField } from "@lumiku/ui/secret-field";
import { SliderField } from "@lumiku/ui/slider";
import { SuggestField } from "@lumiku/ui/suggest-field";
import { Swatches } from "@lumiku/ui/swatches";
import { Switch } from "@lumiku/ui/switch";
import { TagsField } from "@lumiku/ui/tags-field";
import { useState } from "react";
import { Group, Specimen } from "./specimen";

const hairColors = [
  { value: "#17120f", name: "Black" },
  { value: "#4a2f1f", name: "Brown" },
  { value: "#8c2f1b", name: "Auburn" },
  { value: "#d9b36c", name: "Blond" },
  { value: "#9a9aa3", name: "Grey" },
  { value: "#f4f4f5", name: "White" },
  { value: "transparent", name: "None" },
];

const ethnicities = [
  "Ainu",
  "Amazigh",
  "Andean",
  "Arab",
  "Celtic",
  "Han Chinese",
  "Māori",
  "Persian",
  "Sámi",
  "Yoruba",
];
const traits = ["calm", "cheerful", "confident", "curious", "dreamy", "kind", "playful", "serious", "shy", "warm"];

export function FieldsGroup() {
  const [guidance, setGuidance] = useState(7);
  const [isPublic, setPublic] = useState(true);
  const [ethnicity, setEthnicity] = useState("");
  const [chosen, setChosen] = useState(["curious", "kind"]);
  const [hair, setHair] = useState("#8c2f1b");
  return (
    <Group title="Fields">
      <Specimen name="Input, textarea, select">
        <TextField label="Name" placeholder="Mira" hint="Shown below her pictures" />
        <TextField label="E-mail" defaultValue="mira@" error="This is not an e-mail address" />
        <TextAreaField label="Describe the person" rows={3} placeholder="A woman with a green scarf, smiling" />
        <SelectField label="Sort by">
          <option>Newest first</option>
          <option>Oldest first</option>
        </SelectField>
      </Specimen>
      <Specimen name="Secret, slider, switch">
        <SecretField label="Password" defaultValue="correct horse" />
        <SliderField
          label="Guidance"
          min={1}
          max={20}
          value={guidance}
          onChange={setGuidance}
          hint="How closely the prompt is followed"
        />
        <Switch
          label="Show what I make to others"
          hint="You can change it later"
          isOn={isPublic}
          onChange={setPublic}
        />
        <Switch label="Needs Pro" isOn={false} disabled onChange={() => {}} />
      </Specimen>
      <Specimen name="Suggest">
        <SuggestField
          label="Ethnicity"
          hint="Choose one, or write your own"
          value={ethnicity}
          onChange={setEthnicity}
          options={ethnicities}
          placeholder="Any"
        />
        <SuggestField label="Art style" value="" onChange={() => {}} options={[]} error="Say which style it is" />
      </Specimen>
      <Specimen name="Tags">
        <TagsField
          label="Personality"
          value={chosen}
          onChange={setChosen}
          max={5}
          suggestions={traits}
          placeholder="Add a trait"
        />
        <TagsField label="Accessories" value={["glasses", "scarf"]} onChange={() => {}} max={2} />
      </Specimen>
      <Specimen name="Swatches" isWide>
        <Swatches label="Hair colour" colors={hairColors} value={hair} onChange={setHair} allowsCustom />
      </Specimen>
    </Group>
  );
}
