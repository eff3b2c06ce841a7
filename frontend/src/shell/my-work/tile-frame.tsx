import { classNames } from "@lumiku/ui/class-names";
import type { ReactNode } from "react";
import type { GridLayout } from "./grid-layout";

interface TileFrameProps {
  layout: GridLayout;
  title: string;
  facts: ReactNode;
  picture: ReactNode;
  /** In the upper corner of the picture. */
  corner?: ReactNode;
  /** Along the lower edge of the picture. */
  overlay?: ReactNode;
  /** At the end of a row. */
  aside?: ReactNode;
}

/** The two shapes of a tile, of heights that are known before anything is loaded. */
export function TileFrame({ layout, title, facts, picture, corner, overlay, aside }: TileFrameProps) {
  if (layout === "list") {
    return (
      <div className="flex h-[76px] items-center gap-3 rounded-card border border-line bg-surface pr-3 pl-12 transition-colors duration-150 group-hover/cell:bg-sunken/60">
        <div className="size-14 shrink-0 overflow-hidden rounded-control bg-sunken">{picture}</div>
        <TileWords title={title} facts={facts} className="flex-1" />
        {aside}
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1">
      <div className="relative aspect-square overflow-hidden rounded-card border border-line bg-sunken">
        {picture}
        {corner && <div className="absolute top-2 right-2">{corner}</div>}
        {overlay && <div className="absolute inset-x-0 bottom-0">{overlay}</div>}
      </div>
      <TileWords title={title} facts={facts} className="h-[52px] px-1 pt-1.5" />
    </div>
  );
}

function TileWords({ title, facts, className }: { title: string; facts: ReactNode; className: string }) {
  return (
    <div className={classNames("min-w-0", className)}>
      <p dir="auto" className="truncate text-left text-[13px]">
        {title}
      </p>
      <p className="tabular truncate pt-0.5 text-faint text-xs">{facts}</p>
    </div>
  );
}
