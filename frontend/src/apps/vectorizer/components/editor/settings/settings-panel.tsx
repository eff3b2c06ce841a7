import { Effort, type TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { Segmented } from "@lumiku/ui/segmented";
import { Switch } from "@lumiku/ui/switch";
import { parameters } from "../../../editor/parameters";
import { changeShared, type Tuning } from "../../../editor/tuning";
import type { Desk } from "../../../editor/use-desk";
import { AdvancedFields } from "./advanced-fields";
import { ColorFields } from "./color-fields";
import { CurveFields } from "./curve-fields";
import { ModelChoice } from "./model-choice";
import { ParameterField } from "./parameter-field";
import { PresetChoice } from "./preset-choice";
import { QualityTarget } from "./quality-target";
import { Section } from "./section";

const arrangements = [
  { value: "stacked", label: "Stacked" },
  { value: "cutout", label: "Cut out" },
] as const;
const arrangementWords = {
  stacked: "Shapes lie on each other: fewer nodes, easy to recolour.",
  cutout: "Each shape is cut out of those around it: for cutters and for moving shapes.",
} as const;
const efforts = { fast: "Fast", balanced: "Balanced", best: "Best" } as const;
const effortWords = {
  fast: "A good result at once.",
  balanced: "The fewest bytes that look the same.",
  best: "Tries longest, for the finest result.",
} as const;

/** How the picture is traced. Every change is drawn as a draft, which is free. */
export function SettingsPanel({ desk }: { desk: Desk }) {
  const { tuning, editor } = desk;
  const { settings, auto, model } = tuning;
  const tune = (next: (tuning: Tuning) => Tuning, name: string) => editor.tune(next, name);
  const set = (changes: Partial<TraceSettings>) =>
    tune((before) => ({ ...before, settings: { ...before.settings, ...changes } }), Object.keys(changes).join());
  const setShared = (changes: Parameters<typeof changeShared>[1]) =>
    tune((before) => changeShared(before, changes), Object.keys(changes).join());
  const isByHand = model === "vtracer";
  const { hierarchical, groupByColor } = isByHand ? settings : auto;

  return (
    <div className="grid grid-cols-1 gap-4">
      <ModelChoice desk={desk} />
      {isByHand ? (
        <PresetChoice desk={desk} />
      ) : (
        <>
          <div className="grid gap-1.5">
            <Segmented
              label="Effort"
              options={Effort.options.map((value) => ({ value, label: efforts[value] }))}
              value={auto.effort}
              onChange={(effort) => tune((before) => ({ ...before, auto: { ...before.auto, effort } }), "effort")}
            />
            <p className="text-[13px] text-faint">{effortWords[auto.effort]}</p>
          </div>
          <QualityTarget
            value={auto.targetSsim}
            onChange={(targetSsim) =>
              tune(({ auto: { targetSsim: _, ...rest }, ...others }) => {
                return { ...others, auto: targetSsim === undefined ? rest : { ...rest, targetSsim } };
              }, "targetSsim")
            }
          />
        </>
      )}
      <div>
        <Section id="colors" title="Colours" note={paletteNote(isByHand ? settings : auto)}>
          <ColorFields desk={desk} />
        </Section>
        <Section id="shapes" title="Shapes" note={hierarchical === "stacked" ? "Stacked" : "Cut out"}>
          <div className="grid gap-1.5">
            <Segmented
              label="Arrangement"
              options={arrangements}
              value={hierarchical}
              onChange={(value) => setShared({ hierarchical: value })}
            />
            <p className="text-[13px] text-faint">{arrangementWords[hierarchical]}</p>
          </div>
          {isByHand && hierarchical === "cutout" && (
            <Switch
              label="No gaps"
              hint="Thin lines below the borders, so that nothing shines through."
              isOn={settings.gapFilling}
              onChange={(gapFilling) => set({ gapFilling })}
            />
          )}
          {isByHand && <ParameterField parameter={parameters.filterSpeckle} settings={settings} onChange={set} />}
          <Switch
            label="Group by colour"
            hint="One group a colour, for who goes on in another program."
            isOn={groupByColor}
            onChange={(value) => setShared({ groupByColor: value })}
          />
        </Section>
        {isByHand && (
          <>
            <Section id="curves" title="Curves" note={curveNote(settings)}>
              <CurveFields settings={settings} onChange={set} />
            </Section>
            <Section id="output" title="Output" note={settings.optimise ? "Optimised" : undefined}>
              <ParameterField parameter={parameters.pathPrecision} settings={settings} onChange={set} />
              <Switch
                label="Optimise"
                hint="Fewer bytes for the same picture."
                isOn={settings.optimise}
                onChange={(optimise) => set({ optimise })}
              />
            </Section>
            <Section id="advanced" title="Advanced">
              <AdvancedFields settings={settings} onChange={set} />
            </Section>
          </>
        )}
      </div>
    </div>
  );
}

function paletteNote({ palette }: Pick<TraceSettings, "palette">): string {
  if (palette.kind === "count") return `At most ${palette.count}`;
  return palette.kind === "fixed" ? `These ${palette.colors.length}` : "Of the picture";
}

const modeNotes = { fitted: "Fitted", spline: "Spline", polygon: "Polygon", pixel: "Pixel" } as const;
const curveNote = ({ mode }: TraceSettings) => modeNotes[mode];
