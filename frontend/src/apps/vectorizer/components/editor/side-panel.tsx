import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Tabs } from "@lumiku/ui/tabs";
import { ChevronDown, ChevronUp } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Desk } from "../../editor/use-desk";
import { SettingsPanel } from "./settings/settings-panel";
import { TraceBar } from "./trace-bar";

const LayersPanel = lazy(() => import("./layers/layers-panel"));
const QualityPanel = lazy(() => import("./quality/quality-panel"));
const HistoryPanel = lazy(() => import("./history/history-panel"));
const panels = { settings: SettingsPanel, layers: LayersPanel, quality: QualityPanel, history: HistoryPanel } as const;
type PanelName = keyof typeof panels;

export interface SidePanelProps {
  desk: Desk;
  /** Where there is no room beside the picture: whether it is unfolded. */
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/**
 * Settings, layers, report and history, with the button always in reach: at the side of a wide window, below the
 * picture on a phone, where it folds away so that changes are seen as they are made.
 */
export function SidePanel({ desk, isOpen, onOpenChange }: SidePanelProps) {
  const [name, setName] = useState<PanelName>("settings");
  const Panel = panels[name];
  const options = [
    { value: "settings", label: "Settings" },
    { value: "layers", label: "Layers" },
    { value: "quality", label: "Quality" },
    { value: "history", label: "History" },
  ] as const;
  return (
    <section
      aria-label="Tools"
      className="flex min-h-0 flex-col border-line bg-surface max-lg:border-t lg:w-90 lg:shrink-0 lg:border-l"
    >
      <div className="flex items-center border-line border-b px-2">
        {/* The tab that is chosen already unfolds it as well. */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tabs inside are what a keyboard uses, and the button beside them. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
        <div
          className="-mb-px min-w-0 flex-1 [&>div>div]:border-transparent"
          onClick={({ target }) => target instanceof Element && target.closest("[role=tab]") && onOpenChange(true)}
        >
          <Tabs label="Tools" value={name} onChange={setName} options={options} />
        </div>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={isOpen ? "Fold away" : "Unfold"}
          onClick={() => onOpenChange(!isOpen)}
          className="grid size-11 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken lg:hidden"
        >
          {isOpen ? <ChevronDown size={18} aria-hidden="true" /> : <ChevronUp size={18} aria-hidden="true" />}
        </button>
      </div>
      <div
        role="tabpanel"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too.
        tabIndex={0}
        aria-label={options.find(({ value }) => value === name)?.label}
        className={classNames(
          "relative min-h-0 overflow-y-auto focus-visible:-outline-offset-2 overscroll-contain px-4 pt-4 pb-6 [scrollbar-gutter:stable] [scrollbar-width:thin] max-lg:h-[38dvh] lg:flex-1",
          !isOpen && "max-lg:hidden",
        )}
      >
        <Suspense fallback={<Skeleton className="h-60" />}>
          <Panel desk={desk} />
        </Suspense>
      </div>
      <div className="border-line border-t px-4 pt-3 pb-2">
        <TraceBar tracing={desk.tracing} isTight={isOpen} />
      </div>
    </section>
  );
}
