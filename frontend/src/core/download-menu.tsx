import type { Asset } from "@lumiku/app-sdk";
import { Button, type ButtonProps } from "@lumiku/ui/button";
import { Popover } from "@lumiku/ui/popover";
import { Segmented } from "@lumiku/ui/segmented";
import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { downloadUrl, type PictureFormat, pictureFormats, sidesOf } from "./picture-files";

export interface DownloadMenuProps extends Pick<ButtonProps, "look" | "size" | "className"> {
  asset: Asset;
  /** What the file is called, without its ending. */
  name: string;
}

/** A picture as a file: in which format, and how large. A drawing can be had as SVG as well. */
export function DownloadMenu({ asset, name, look = "primary", size, className }: DownloadMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<PictureFormat>("png");
  const { width, height, source } = asset;
  const longest = Math.max(width, height);
  const sizes = [undefined, ...sidesOf(asset)];
  const trigger = (
    <Button look={look} size={size ?? "medium"} className={className}>
      <Download size={16} aria-hidden="true" />
      Download
    </Button>
  );
  return (
    <Popover label="Download" trigger={trigger} isOpen={isOpen} onOpenChange={setOpen} className="w-72">
      <div className="grid gap-3 p-3">
        <Segmented label="Format" options={pictureFormats} value={format} onChange={setFormat} />
        <ul className="grid">
          {sizes.map((side) => {
            const scale = (side ?? longest) / longest;
            return (
              <li key={side ?? "original"}>
                <SaveLink href={downloadUrl(asset, name, { format, size: side })} onSave={() => setOpen(false)}>
                  <span>{side === undefined ? "As it is" : side > longest ? "Larger" : "Smaller"}</span>
                  <span className="tabular text-faint">
                    {Math.round(width * scale)} × {Math.round(height * scale)}
                  </span>
                </SaveLink>
              </li>
            );
          })}
          {source && (
            <li className="mt-1.5 border-line border-t pt-1.5">
              <SaveLink href={downloadUrl(source, name)} onSave={() => setOpen(false)}>
                <span>SVG</span>
                <span className="text-faint">Sharp at any size</span>
              </SaveLink>
            </li>
          )}
        </ul>
      </div>
    </Popover>
  );
}

function SaveLink({ href, onSave, children }: { href: string; onSave: () => void; children: ReactNode }) {
  return (
    <a
      href={href}
      download
      onClick={onSave}
      className="flex h-11 items-center justify-between gap-3 rounded-md px-2.5 hover:bg-sunken focus-visible:-outline-offset-2"
    >
      {children}
    </a>
  );
}
