import type { Preset } from "@lumiku/contracts/avatar-creator-presets";
import { classNames } from "@lumiku/ui/class-names";
import { UserRound } from "lucide-react";
import type { ReactNode } from "react";

export interface PresetCardProps {
  preset: Preset;
  /** In a narrow column there is room for the picture and the name. */
  isSmall?: boolean;
  onUse: () => void;
  /** Beside the name. */
  children?: ReactNode;
}

/** Somebody to begin with: the picture is the button. */
export function PresetCard({ preset, isSmall, onUse, children }: PresetCardProps) {
  const { name, summary, pictureUrl } = preset;
  return (
    <article className="group relative overflow-hidden rounded-card border border-line bg-surface transition-colors duration-150 hover:border-line-strong">
      <div className="aspect-square overflow-hidden bg-sunken">
        {pictureUrl ? (
          <img
            src={pictureUrl}
            alt=""
            width={512}
            height={512}
            loading="lazy"
            decoding="async"
            className="size-full object-cover transition-transform duration-200 group-hover:scale-[1.03]"
          />
        ) : (
          <span className="grid size-full place-items-center text-faint">
            <UserRound size={isSmall ? 24 : 36} aria-hidden="true" />
          </span>
        )}
      </div>
      <div className={classNames("flex items-start gap-1", isSmall ? "px-2 py-1.5" : "py-2 pr-1 pl-3")}>
        <div className="min-w-0 flex-1 py-0.5">
          <p className={classNames("truncate font-medium", isSmall && "text-[13px]")}>
            <button
              type="button"
              aria-label={`Use ${name}`}
              onClick={onUse}
              className="max-w-full truncate align-bottom after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {name}
            </button>
          </p>
          {!isSmall && <p className="line-clamp-2 min-h-10 text-[13px] text-faint">{summary}</p>}
        </div>
        {children && <div className="relative z-10">{children}</div>}
      </div>
    </article>
  );
}
