import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { Dialog } from "@lumiku/ui/dialog";
import { Picture } from "@lumiku/ui/picture";
import { useState } from "react";
import { modelWords } from "../../../../core/generation-words";
import { findDifferences } from "../../avatar-facts";

/** Side by side there is room for this many. */
const MOST = 4;

/** Versions beside each other, and in what they differ. The one that is open and those made last come first. */
export function VersionComparison({
  versions,
  current,
  onClose,
}: {
  versions: readonly Avatar[];
  current: Avatar;
  onClose: () => void;
}) {
  const others = versions.filter(({ id }) => id !== current.id).slice(-(MOST - 1));
  const [shownIds, setShownIds] = useState([...others.map(({ id }) => id), current.id]);
  const shown = versions.filter(({ id }) => shownIds.includes(id));
  const differences = findDifferences(shown, modelWords);
  const toggle = (id: string) =>
    setShownIds((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  const columns = { gridTemplateColumns: `repeat(${Math.max(shown.length, 1)}, minmax(140px, 1fr))` };
  return (
    <Dialog title="Versions side by side" onClose={onClose}>
      <div className="grid gap-4 overflow-x-auto p-5">
        {versions.length > 2 && (
          <fieldset className="flex flex-wrap gap-x-4">
            <legend className="sr-only">Versions to compare, at most {MOST}</legend>
            {versions.map(({ id }, index) => {
              const isShown = shownIds.includes(id);
              const isLocked = isShown ? shown.length <= 2 : shown.length >= MOST;
              return (
                <label key={id} className="flex min-h-11 items-center gap-2">
                  <input type="checkbox" checked={isShown} disabled={isLocked} onChange={() => toggle(id)} />
                  Version {index + 1}
                </label>
              );
            })}
          </fieldset>
        )}
        <div className="grid gap-3" style={columns}>
          {shown.map((version) => (
            <figure key={version.id} className="grid content-start gap-2">
              <Picture {...version.asset} src={version.asset.url} alt={version.name} className="rounded-control" />
              <figcaption className="font-medium text-[13px]">Version {versions.indexOf(version) + 1}</figcaption>
            </figure>
          ))}
        </div>
        {differences.length === 0 && <p className="text-muted">They were made with the very same settings.</p>}
        <dl className="grid gap-3">
          {differences.map(({ term, values }) => (
            <div key={term} className="grid gap-1 border-line border-t pt-3">
              <dt className="text-faint text-xs">{term}</dt>
              <dd className="grid gap-3" style={columns}>
                {shown.map((version, index) => (
                  <span key={version.id} className="break-words">
                    {values[index]}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
