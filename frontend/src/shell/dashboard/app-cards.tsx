import type { AppManifest } from "@lumiku/contracts/apps";
import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { ArrowRight, Lock, Pin } from "lucide-react";
import { type MouseEvent, useEffect, useMemo } from "react";
import { Link } from "react-router";
import { loadApps, useApps } from "../../core/apps";
import { saveSettings, useSettings } from "../../core/settings";
import { AppIcon } from "../app-icon";
import { recall, remember } from "../frame/frame-store";
import { pinnedFirst, togglePin } from "./pins";

const none: readonly string[] = [];

/** Every app of this platform, the pinned ones first. */
export function AppCards() {
  const apps = useApps();
  const pinned = useSettings()?.pinnedApps ?? none;
  const ordered = useMemo(() => (apps.status === "ready" ? pinnedFirst(apps.data, pinned) : []), [apps, pinned]);
  useEffect(() => {
    if (ordered.length > 0) remember("app-count", String(ordered.length));
  }, [ordered.length]);
  if (apps.status === "failed") {
    return (
      <div className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-5">
        <p className="text-muted">The apps could not be loaded.</p>
        <Button size="small" className="max-md:h-11" onClick={() => void loadApps()}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {apps.status === "loading" &&
        // As many as there were the last time, so that what follows stays where it is.
        Array.from({ length: Number(recall("app-count")) || 1 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
          <Skeleton key={index} className="h-43.5" />
        ))}
      {ordered.map((app) => (
        <AppCard key={app.id} app={app} isPinned={pinned.includes(app.id)} />
      ))}
    </ul>
  );
}

function AppCard({ app, isPinned }: { app: AppManifest; isPinned: boolean }) {
  const isOpen = app.access.isOpen && !app.features.comingSoon;
  return (
    <li
      className={classNames(
        "group relative grid content-between gap-6 rounded-card border border-line bg-surface p-5",
        isOpen &&
          "transition-colors duration-150 has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:outline-offset-2 hover:border-line-strong hover:bg-sunken/60",
      )}
    >
      <div className="flex items-start justify-between">
        <AppIcon icon={app.icon} color={app.color} />
        <div className="mr-8 flex gap-1.5">
          {app.features.beta && <Badge tone="accent">Beta</Badge>}
          {app.features.comingSoon && <Badge>Coming soon</Badge>}
          {!app.access.isOpen && (
            <Badge tone="warning">
              <Lock size={12} className="mr-1" aria-hidden="true" />
              Needs {tierName(app.access.minTier)}
            </Badge>
          )}
        </div>
      </div>
      <div className="grid gap-1">
        <p className="flex items-center gap-1.5 font-semibold text-base">
          {isOpen ? (
            // The whole card is the link; what stands above it is not.
            <Link to={`/apps/${app.id}`} className="outline-none after:absolute after:inset-0 after:rounded-card">
              {app.name}
            </Link>
          ) : (
            app.name
          )}
          {isOpen && (
            <ArrowRight
              size={16}
              className="text-faint transition-transform duration-150 group-hover:translate-x-0.5"
              aria-hidden="true"
            />
          )}
        </p>
        <p className="line-clamp-2 min-h-10 text-muted">{app.access.reason ?? app.summary}</p>
        {!app.access.isOpen && !app.features.comingSoon && (
          <Link to="/billing/plans" className="flex min-h-11 w-fit items-center font-medium text-accent-ink md:min-h-8">
            See plans
          </Link>
        )}
      </div>
      <PinButton app={app} isPinned={isPinned} />
    </li>
  );
}

const tierName = (tier: string) => tier.charAt(0).toUpperCase() + tier.slice(1);

function PinButton({ app, isPinned }: { app: AppManifest; isPinned: boolean }) {
  const pinned = useSettings()?.pinnedApps ?? none;
  const toggle = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    void saveSettings({ pinnedApps: togglePin(pinned, app.id) });
    // The card has moved, and takes focus along.
    requestAnimationFrame(() => currentTarget.focus());
  };
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={`Pin ${app.name}`}
      aria-pressed={isPinned}
      onClick={toggle}
      className="absolute top-3 right-3 aria-pressed:text-accent-ink"
    >
      <Pin size={18} className={isPinned ? "fill-current" : undefined} aria-hidden="true" />
    </Button>
  );
}
