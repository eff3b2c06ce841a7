import type { PaletteChoice } from "@lumiku/contracts/vectorizer-settings";
import { MAX_COLORS } from "@lumiku/contracts/vectorizer-settings";
import { Button } from "@lumiku/ui/button";
import { Segmented } from "@lumiku/ui/segmented";
import { SliderField } from "@lumiku/ui/slider";
import { Switch } from "@lumiku/ui/switch";
import { Lock } from "lucide-react";
import { changeShared, sharedNow } from "../../../editor/tuning";
import type { Desk } from "../../../editor/use-desk";
import { PaletteEditor } from "./palette-editor";
import { PaletteSuggestions } from "./palette-suggestions";

const kinds = [
  { value: "source", label: "All" },
  { value: "count", label: "At most" },
  { value: "fixed", label: "Only these" },
] as const;
const kindWords = {
  source: "Those of the picture, as the tracer finds them.",
  count: "The best so many, chosen by how people see colour.",
  fixed: "These and no others.",
} as const;
const FIRST_COUNT = 8;

/** Which colours the result may have. */
export function ColorFields({ desk }: { desk: Desk }) {
  const { tuning, editor, layers, document } = desk;
  const { palette } = sharedNow(tuning);
  const change = (next: PaletteChoice, name: string) =>
    editor.tune((before) => changeShared(before, { palette: next }), `palette ${name}`);
  const found = layers.slice(0, MAX_COLORS).map(({ color }) => color);

  const chooseKind = (kind: PaletteChoice["kind"]) => {
    if (kind === "count") change({ kind, count: Math.min(Math.max(found.length, 2), FIRST_COUNT) }, kind);
    else if (kind === "fixed") change({ kind, colors: found }, kind);
    else change({ kind }, kind);
  };
  return (
    <>
      <div className="grid gap-1.5">
        <Segmented label="Colours" isLabelHidden options={kinds} value={palette.kind} onChange={chooseKind} />
        <p className="text-[13px] text-faint">{kindWords[palette.kind]}</p>
      </div>
      {palette.kind === "count" && (
        <SliderField
          label="Most colours"
          min={2}
          max={MAX_COLORS}
          value={palette.count}
          onChange={(count) => change({ kind: "count", count }, "count")}
        />
      )}
      {palette.kind === "fixed" && (
        <PaletteEditor colors={palette.colors} onChange={(colors, name) => change({ kind: "fixed", colors }, name)} />
      )}
      {palette.kind !== "fixed" && found.length > 0 && (
        <div className="grid gap-2">
          <ul aria-label="Colours found" className="flex flex-wrap gap-1">
            {found.map((color) => (
              <li
                key={color}
                title={color}
                className="size-6 rounded-md border border-ink/15"
                style={{ background: color }}
              >
                <span className="sr-only">{color}</span>
              </li>
            ))}
          </ul>
          <Button
            size="small"
            className="justify-self-start"
            onClick={() => change({ kind: "fixed", colors: found }, "lock")}
          >
            <Lock size={15} aria-hidden="true" />
            Keep to these colours
          </Button>
        </div>
      )}
      <PaletteSuggestions
        documentId={document.id}
        chosen={palette.kind === "fixed" ? palette.colors : undefined}
        onChoose={(colors) => change({ kind: "fixed", colors }, `suggestion ${colors.length}`)}
      />
      {tuning.model === "vtracer" && (
        <Switch
          label="Black and white"
          hint="Two tones only, whatever the colours."
          isOn={tuning.settings.colorMode === "binary"}
          onChange={(isOn) =>
            editor.tune(
              (before) => ({ ...before, settings: { ...before.settings, colorMode: isOn ? "binary" : "color" } }),
              "colorMode",
            )
          }
        />
      )}
    </>
  );
}
