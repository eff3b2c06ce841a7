import { Skeleton } from "@lumiku/ui/skeleton";
import { Tabs } from "@lumiku/ui/tabs";
import { lazy, Suspense } from "react";
import type { StartFrom } from "../../draft";
import type { Studio } from "../../use-studio";
import { PortraitFields } from "./portrait-fields";

const PresetStart = lazy(() => import("../presets/preset-start"));
const UploadStart = lazy(() => import("./upload-start"));

const starts: { value: StartFrom; label: string }[] = [
  { value: "describe", label: "Describe" },
  { value: "preset", label: "Preset" },
  { value: "references", label: "Photos" },
  { value: "upload", label: "Upload" },
];

/** Everything a portrait is made from; what it begins with decides what is asked. */
export function RecipeForm({ studio }: { studio: Studio }) {
  const { projectId, draft, change } = studio;
  return (
    <Tabs label="Start from" value={draft.startFrom} onChange={(startFrom) => change({ startFrom })} options={starts}>
      <Suspense fallback={<Skeleton className="h-64" />}>
        {draft.startFrom === "preset" ? (
          <PresetStart studio={studio} />
        ) : draft.startFrom === "upload" ? (
          <UploadStart projectId={projectId} onAdded={({ id }) => studio.select(id)} />
        ) : (
          <PortraitFields studio={studio} />
        )}
      </Suspense>
    </Tabs>
  );
}
