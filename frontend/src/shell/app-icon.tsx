import { appIcons } from "virtual:app-icons";
import { classNames } from "@lumiku/ui/class-names";
import { Boxes } from "lucide-react";

const tints: Record<string, string> = {
  violet: "bg-(--tint-violet) text-(--tint-violet-ink)",
  emerald: "bg-(--tint-emerald) text-(--tint-emerald-ink)",
  amber: "bg-(--tint-amber) text-(--tint-amber-ink)",
  sky: "bg-(--tint-sky) text-(--tint-sky-ink)",
  rose: "bg-(--tint-rose) text-(--tint-rose-ink)",
};
const sizes = { small: ["size-7 rounded-md", 16], medium: ["size-10 rounded-[10px]", 20] } as const;

/** An app's icon on its tint. */
export function AppIcon({ icon, color, size = "medium" }: { icon: string; color: string; size?: keyof typeof sizes }) {
  const Icon = appIcons[icon] ?? Boxes;
  const [box, pixels] = sizes[size];
  return (
    <span className={classNames("grid shrink-0 place-items-center", box, tints[color] ?? tints.violet)}>
      <Icon size={pixels} aria-hidden="true" />
    </span>
  );
}
