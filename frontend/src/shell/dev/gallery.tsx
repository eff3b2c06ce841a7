import { Segmented } from "@lumiku/ui/segmented";
import { useState } from "react";
import { chooseTheme } from "../../core/theme";
import Toasts from "../toaster";
import { ActionsGroup } from "./actions-group";
import { FeedbackGroup } from "./feedback-group";
import { FieldsGroup } from "./fields-group";
import { NumbersGroup } from "./numbers-group";
import { OverlaysGroup } from "./overlays-group";
import { PicturesGroup } from "./pictures-group";

type Shown = "light" | "dark" | "both";

/** Every primitive of the design system in its states. Only served in development. */
export default function Gallery() {
  const [shown, setShown] = useState<Shown>(() =>
    document.documentElement.dataset.theme === "dark" ? "dark" : "light",
  );
  const choose = (next: Shown) => {
    setShown(next);
    if (next !== "both") chooseTheme(next);
  };
  return (
    <main className="min-h-dvh">
      <header className="sticky top-0 z-30 border-line border-b bg-surface/90 backdrop-blur">
        <div className="mx-auto flex max-w-screen-2xl flex-wrap items-center justify-between gap-3 px-4 py-2 sm:px-8">
          <h1 className="font-semibold text-base tracking-tight">Design system</h1>
          <div className="w-64">
            <Segmented
              label="Theme"
              isLabelHidden
              options={[
                { value: "light", label: "Light" },
                { value: "dark", label: "Dark" },
                { value: "both", label: "Both" },
              ]}
              value={shown}
              onChange={choose}
            />
          </div>
        </div>
      </header>
      {shown === "both" ? (
        <div className="grid lg:grid-cols-2">
          <div data-theme="light" className="min-w-0 bg-canvas text-ink">
            <Groups />
          </div>
          <div data-theme="dark" className="min-w-0 bg-canvas text-ink">
            <Groups />
          </div>
        </div>
      ) : (
        <Groups />
      )}
      <Toasts />
    </main>
  );
}

function Groups() {
  return (
    <div className="mx-auto grid max-w-6xl gap-10 px-4 py-8 sm:px-8">
      <ActionsGroup />
      <FieldsGroup />
      <PicturesGroup />
      <OverlaysGroup />
      <FeedbackGroup />
      <NumbersGroup />
    </div>
  );
}
