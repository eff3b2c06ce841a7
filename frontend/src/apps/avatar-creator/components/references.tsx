import type { Asset } from "@lumiku/app-sdk";
import { classNames } from "@lumiku/ui/class-names";
import { Picture } from "@lumiku/ui/picture";

export interface ReferencesProps {
  /** Pictures to choose from. */
  assets: readonly Asset[];
  chosenIds: readonly string[];
  max: number;
  onChange: (ids: string[]) => void;
}

/** Pictures the new one is to follow, chosen from what was made in this project. */
export function References({ assets, chosenIds, max, onChange }: ReferencesProps) {
  const isFull = chosenIds.length >= max;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-[13px]">
        Reference pictures <span className="tabular font-normal text-faint">{`${chosenIds.length} of ${max}`}</span>
      </legend>
      {assets.length === 0 ? (
        <p className="text-[13px] text-faint">
          This model follows pictures you have: make one with another model in this project first.
        </p>
      ) : (
        <ul className="grid max-h-44 grid-cols-4 gap-2 overflow-y-auto p-0.5">
          {assets.map((asset, index) => {
            const isChosen = chosenIds.includes(asset.id);
            return (
              <li key={asset.id}>
                <button
                  type="button"
                  aria-label={`Reference ${index + 1}`}
                  aria-pressed={isChosen}
                  disabled={isFull && !isChosen}
                  onClick={() =>
                    onChange(isChosen ? chosenIds.filter((id) => id !== asset.id) : [...chosenIds, asset.id])
                  }
                  className={classNames(
                    "block w-full overflow-hidden rounded-control border-2 disabled:opacity-50",
                    isChosen ? "border-accent" : "border-transparent",
                  )}
                >
                  <Picture {...asset} src={asset.thumbnailUrl} alt="" className="aspect-square!" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </fieldset>
  );
}
