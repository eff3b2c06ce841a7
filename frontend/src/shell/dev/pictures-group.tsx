import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Compare } from "@lumiku/ui/compare";
import { Dropzone } from "@lumiku/ui/dropzone";
import { Lightbox } from "@lumiku/ui/lightbox";
import { Picture } from "@lumiku/ui/picture";
import { SelectMark, useSelection } from "@lumiku/ui/selection";
import { useState } from "react";
import { toast } from "sonner";
import { sampleComparison, samplePictures } from "./sample-pictures";
import { Group, Line, Specimen } from "./specimen";

const ids = samplePictures.map(({ id }) => id);

export function PicturesGroup() {
  return (
    <Group title="Pictures">
      <Specimen name="Image grid with selection, lightbox" isWide>
        <PictureGrid />
      </Specimen>
      <Specimen name="Before and after">
        <Compare {...sampleComparison} />
      </Specimen>
      <Specimen name="Dropzone">
        <FileTaker />
        <Dropzone
          label="Add a photo"
          hint="PNG, JPEG or WebP up to 10 MB"
          accept="image/png,image/jpeg,image/webp"
          maxBytes={10 * 1024 ** 2}
          isBusy
          onFiles={() => {}}
          onRefused={() => {}}
        />
      </Specimen>
    </Group>
  );
}

function PictureGrid() {
  const { selected, isSelecting, isSelected, toggle, selectAll, clear } = useSelection(ids);
  const [shown, setShown] = useState<number | null>(null);
  return (
    <>
      <Line>
        <span className="tabular mr-auto text-muted">{selected.size} chosen</span>
        <Button size="small" onClick={selectAll}>
          Choose all
        </Button>
        <Button size="small" look="quiet" onClick={clear} disabled={!isSelecting}>
          None
        </Button>
      </Line>
      <ul className="grid grid-cols-2 gap-3 @xl:grid-cols-3 @3xl:grid-cols-6">
        {samplePictures.map((picture, index) => (
          <li
            key={picture.id}
            className={classNames(
              "relative overflow-hidden rounded-card",
              isSelected(picture.id) && "ring-2 ring-accent ring-offset-2 ring-offset-surface",
            )}
          >
            <button
              type="button"
              className="block w-full rounded-card focus-visible:-outline-offset-2"
              onClick={() => setShown(index)}
            >
              <Picture {...picture} width={1} height={1} />
            </button>
            <SelectMark
              className="absolute top-0 left-0"
              label={`Choose ${picture.alt}`}
              isSelected={isSelected(picture.id)}
              onToggle={(isRange) => toggle(picture.id, { isRange })}
            />
          </li>
        ))}
      </ul>
      {shown !== null && (
        <Lightbox
          pictures={samplePictures}
          index={shown}
          onIndexChange={setShown}
          onClose={() => setShown(null)}
          actions={<Button size="small">Download</Button>}
        />
      )}
    </>
  );
}

function FileTaker() {
  const [names, setNames] = useState<string[]>([]);
  return (
    <>
      <Dropzone
        label="Drop photos, choose or paste them"
        hint="PNG, JPEG or WebP up to 1 MB"
        accept="image/png,image/jpeg,image/webp"
        maxBytes={1024 ** 2}
        isMultiple
        onFiles={(files) => setNames(files.map(({ name }) => name))}
        onRefused={(message) => toast.error(message)}
      />
      <p role="status" className="text-[13px] text-muted">
        {names.length > 0 ? `Taken: ${names.join(", ")}` : "Nothing taken yet"}
      </p>
    </>
  );
}
