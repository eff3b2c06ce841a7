import { useState } from "react";
import { recall, remember } from "../frame/frame-store";
import type { GridLayout } from "./grid-layout";

const NAME = "work-layout";

/** Grid or list, as it was chosen last in this browser. */
export function useLayoutChoice(): [GridLayout, (layout: GridLayout) => void] {
  const [layout, setLayout] = useState<GridLayout>(() => (recall(NAME) === "list" ? "list" : "grid"));
  const choose = (next: GridLayout) => {
    setLayout(next);
    remember(NAME, next);
  };
  return [layout, choose];
}
