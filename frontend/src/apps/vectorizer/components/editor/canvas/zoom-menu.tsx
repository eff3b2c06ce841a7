import { Kbd } from "@lumiku/ui/kbd";
import { Menu, MenuItem } from "@lumiku/ui/menu";
import type { ReactNode } from "react";
import { count } from "../../../../../core/words";
import { MAX_SCALE } from "../../../editor/camera";
import type { CameraInHand } from "../../../editor/use-camera";

const SCALES = [1, 2, 4, 8, 16, MAX_SCALE];

/** Round scales to choose from, and the whole of the picture. */
export default function ZoomMenu({ hand: { zoomTo, showWhole }, trigger }: { hand: CameraInHand; trigger: ReactNode }) {
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={showWhole}>
        Show whole
        <span className="ml-auto pl-4">
          <Kbd>0</Kbd>
        </span>
      </MenuItem>
      {SCALES.map((scale) => (
        <MenuItem key={scale} onSelect={() => zoomTo(scale)}>
          <span className="tabular">{count(scale * 100)} %</span>
          {scale === 1 && (
            <span className="ml-auto pl-4">
              <Kbd>1</Kbd>
            </span>
          )}
        </MenuItem>
      ))}
    </Menu>
  );
}
