import { isDescribed } from "@lumiku/contracts/avatar-creator-recipe";
import { Button } from "@lumiku/ui/button";
import { SelectField } from "@lumiku/ui/field";
import { BookmarkPlus, LayoutTemplate } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { SearchField } from "../../../../core/search-field";
import { toPresetRecipe } from "../../draft-request";
import { applyPreset } from "../../preset-draft";
import { type PresetShelf, shelves } from "../../preset-filter";
import type { Studio } from "../../use-studio";
import { PresetGrid } from "./preset-grid";

const SavePreset = lazy(() => import("./save-preset"));

/** The gallery of presets beside a result: one is filled in at a click. */
export default function PresetStart({ studio: { projectId, draft, model } }: { studio: Studio }) {
  const [shelf, setShelf] = useState<PresetShelf>("all");
  const [search, setSearch] = useState("");
  const [isSaving, setSaving] = useState(false);
  const recipe = model && toPresetRecipe(draft, model);
  return (
    <div className="grid grid-cols-1 gap-4">
      <SearchField label="Search presets" value={search} onChange={setSearch} />
      <SelectField label="Category" value={shelf} onChange={({ target }) => setShelf(target.value as PresetShelf)}>
        {shelves.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <PresetGrid
        shelf={shelf}
        search={search}
        isSmall
        className="grid grid-cols-3 gap-2"
        onUse={(preset) => applyPreset(projectId, preset)}
      />
      {recipe && isDescribed(recipe) && (
        <Button onClick={() => setSaving(true)}>
          <BookmarkPlus size={17} aria-hidden="true" />
          Save what is filled in
        </Button>
      )}
      {recipe && isSaving && (
        <Suspense>
          <SavePreset recipe={recipe} name={draft.name} onClose={() => setSaving(false)} />
        </Suspense>
      )}
      <Link
        to={`/apps/avatar-creator/presets?project=${projectId}`}
        className="flex min-h-11 items-center gap-2 text-[13px] text-muted underline underline-offset-2 hover:text-ink"
      >
        <LayoutTemplate size={15} aria-hidden="true" />
        See them large, and keep your own in order
      </Link>
    </div>
  );
}
