import { Tabs } from "@lumiku/ui/tabs";
import { Page } from "../page";
import { BinView } from "./bin-view";
import { UploadsView } from "./uploads-view";
import { useUndoKey } from "./use-undo-key";
import { useWorkAddress } from "./use-work-address";
import { WorkView } from "./work-view";

const views = [
  { value: "work", label: "Work" },
  { value: "uploads", label: "Uploads" },
  { value: "bin", label: "Bin" },
] as const;

/** Everything a person has made or brought, in every app, and what they removed. */
export default function WorkPage() {
  const controls = useWorkAddress();
  const { view } = controls.address;
  useUndoKey();
  const label = views.find(({ value }) => value === view)?.label;
  return (
    <Page title="My work" tabTitle={view === "work" ? undefined : `${label} · My work`}>
      <Tabs label="My work" options={views} value={view} onChange={(next) => controls.change({ view: next })} />
      {view === "work" && <WorkView {...controls} />}
      {view === "uploads" && <UploadsView />}
      {view === "bin" && <BinView />}
    </Page>
  );
}
