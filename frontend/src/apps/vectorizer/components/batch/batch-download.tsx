import { Button } from "@lumiku/ui/button";
import { Popover } from "@lumiku/ui/popover";
import { Download } from "lucide-react";
import { useState } from "react";
import { batchExportUrl, batchFormats } from "../../batches/batch-exports";

/** Every trace of a batch in one ZIP: in which format. */
export function BatchDownload({ generationId, label }: { generationId: string; label: string }) {
  const [isOpen, setOpen] = useState(false);
  const trigger = (
    <Button look="primary">
      <Download size={16} aria-hidden="true" />
      {label}
    </Button>
  );
  return (
    <Popover label="Download as a ZIP of" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} className="w-84">
      <ul className="grid p-1.5">
        {batchFormats.map(({ value, label, hint }) => (
          <li key={value}>
            <a
              href={batchExportUrl(generationId, value)}
              download
              onClick={() => setOpen(false)}
              className="flex h-11 items-center justify-between gap-3 rounded-md px-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
            >
              <span className="whitespace-nowrap font-medium">{label}</span>
              <span className="truncate text-[13px] text-muted">{hint}</span>
            </a>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
