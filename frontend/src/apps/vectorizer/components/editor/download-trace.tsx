import type { ExportFormat } from "@lumiku/contracts/vectorizer-traces";
import { Button } from "@lumiku/ui/button";
import { SelectField } from "@lumiku/ui/field";
import { Popover } from "@lumiku/ui/popover";
import { Download } from "lucide-react";
import { type MouseEvent, useState } from "react";
import { count } from "../../../../core/words";
import { exportUrl } from "../../editor/addresses";
import type { Desk } from "../../editor/use-desk";
import { sayFailure } from "../../say";

const formats: readonly { value: ExportFormat; label: string; hint: string }[] = [
  { value: "svg", label: "SVG", hint: "For every program" },
  { value: "svg-optimised", label: "SVG, optimised", hint: "Smallest, for the web" },
  { value: "pdf", label: "PDF", hint: "For print" },
  { value: "eps", label: "EPS", hint: "For older programs" },
  { value: "dxf", label: "DXF", hint: "For cutters and CAD" },
];
const SIDES = [256, 512, 1024, 2048, 4096, 8192];

/** The trace that is shown as a file, with its edits. */
export default function DownloadTrace({ desk }: { desk: Desk }) {
  const { shown, editor, document } = desk;
  const [isOpen, setOpen] = useState(false);
  const [size, setSize] = useState<number>();
  const { width, height } = document.asset;
  const longest = Math.max(width, height);

  const save = async (event: MouseEvent<HTMLAnchorElement>) => {
    setOpen(false);
    // Changes of layers that are still on their way belong into the file.
    const { href } = event.currentTarget;
    event.preventDefault();
    if (await editor.flush()) saveFile(href);
    else
      void sayFailure({ message: "Your last changes are not saved yet and would be missing. Try again in a moment." });
  };
  const trigger = (
    <Button className="max-sm:w-11 max-sm:px-0" aria-label="Download">
      <Download size={17} aria-hidden="true" />
      <span className="max-sm:hidden">Download</span>
    </Button>
  );
  return (
    <Popover label="Download" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} className="w-76">
      {shown ? (
        <div className="grid p-2">
          {formats.map(({ value, label, hint }) => (
            <SaveLink key={value} href={exportUrl(shown.id, value)} label={label} hint={hint} onSave={save} />
          ))}
          <div className="my-1.5 grid gap-2 border-line border-y px-2.5 py-3">
            <SelectField
              label="PNG, longest side"
              value={size ?? ""}
              onChange={({ target }) => setSize(target.value ? Number(target.value) : undefined)}
            >
              <option value="">As the bitmap, {count(longest)} px</option>
              {SIDES.map((side) => (
                <option key={side} value={side}>
                  {count(side)} px
                </option>
              ))}
            </SelectField>
            <SaveLink
              href={exportUrl(shown.id, "png", size)}
              label="PNG"
              hint={sizeWords(size, width, height)}
              onSave={save}
            />
          </div>
          <SaveLink href={exportUrl(shown.id, "zip", size)} label="All of them" hint="One ZIP" onSave={save} />
        </div>
      ) : (
        <p className="p-4 text-muted">
          Files are made of full traces. This is a draft: trace it first, or choose an earlier trace under History.
        </p>
      )}
    </Popover>
  );
}

/** The page stays, whatever is answered: a refusal is a download that failed. */
function saveFile(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}

function sizeWords(size: number | undefined, width: number, height: number): string {
  const scale = (size ?? Math.max(width, height)) / Math.max(width, height);
  return `${count(Math.round(width * scale))} × ${count(Math.round(height * scale))}`;
}

interface SaveLinkProps {
  href: string;
  label: string;
  hint: string;
  onSave: (event: MouseEvent<HTMLAnchorElement>) => Promise<void>;
}

function SaveLink({ href, label, hint, onSave }: SaveLinkProps) {
  return (
    <a
      href={href}
      download
      onClick={(event) => void onSave(event)}
      className="flex h-11 items-center justify-between gap-3 rounded-md px-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
    >
      <span className="font-medium">{label}</span>
      <span className="tabular text-[13px] text-faint">{hint}</span>
    </a>
  );
}
