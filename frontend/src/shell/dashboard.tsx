import type { Generation } from "@lumiku/app-sdk";
import type { AppManifest } from "@lumiku/contracts/apps";
import { Badge } from "@lumiku/ui/badge";
import { Button, buttonClass } from "@lumiku/ui/button";
import { Picture } from "@lumiku/ui/picture";
import { Skeleton } from "@lumiku/ui/skeleton";
import { ArrowRight, Lock } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "react-router";
import { CancelButton, LiveProgress } from "../core/generation-parts";
import { promptOf } from "../core/generation-words";
import { isRunning, useGenerationList } from "../core/generations";
import { useSession } from "../core/session";
import { timeAgo } from "../core/words";
import { AppIcon } from "./app-icon";
import { loadApps, useApps } from "./apps";
import { Page } from "./page";

const StatsCards = lazy(() => import("./stats-cards"));

const hasPicture = (generation: Generation) => generation.outputs.some((output) => output.asset);

export function Dashboard() {
  const me = useSession((state) => state.me);
  const running = useGenerationList(isRunning);
  const recent = useGenerationList(hasPicture).slice(0, 8);
  const firstName = me?.user.name.split(" ")[0] ?? "";
  return (
    <Page title={`${greeting(new Date())}, ${firstName}`}>
      <AppCards isFirstVisit={recent.length === 0 && running.length === 0} />
      {running.length > 0 && (
        <Section title="Running now">
          <ul className="grid grid-cols-1 gap-3 lg:grid-cols-2">
            {running.map((generation) => (
              <RunningCard key={generation.id} generation={generation} />
            ))}
          </ul>
        </Section>
      )}
      {recent.length > 0 && (
        <Section
          title="Recent work"
          action={
            <Link to="/work" className={buttonClass("quiet", "small")}>
              See all
            </Link>
          }
        >
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
            {recent.map((generation) => (
              <RecentTile key={generation.id} generation={generation} />
            ))}
          </ul>
        </Section>
      )}
      <Section title="Your numbers">
        <Suspense fallback={<Skeleton className="h-26" />}>
          <StatsCards />
        </Suspense>
      </Section>
    </Page>
  );
}

function greeting(now: Date): string {
  if (now.getHours() < 5) return "Good night";
  if (now.getHours() < 12) return "Good morning";
  return now.getHours() < 18 ? "Good afternoon" : "Good evening";
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3">
      <div className="flex h-9 items-center justify-between">
        <h2 className="font-semibold text-base">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

function AppCards({ isFirstVisit }: { isFirstVisit: boolean }) {
  const apps = useApps();
  if (apps.status === "failed") {
    return (
      <div className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-5">
        <p className="text-muted">The apps could not be loaded.</p>
        <Button size="small" onClick={() => void loadApps()}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <Section title={isFirstVisit ? "Make your first picture" : "Apps"}>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {apps.status === "ready" ? (
          apps.data.map((app) => <AppCard key={app.id} app={app} />)
        ) : (
          <Skeleton className="h-38" />
        )}
      </ul>
    </Section>
  );
}

function AppCard({ app }: { app: AppManifest }) {
  const isOpen = app.access.isOpen && !app.features.comingSoon;
  const body = (
    <>
      <div className="flex items-start justify-between">
        <AppIcon icon={app.icon} color={app.color} />
        <div className="flex gap-1.5">
          {app.features.beta && <Badge tone="accent">Beta</Badge>}
          {app.features.comingSoon && <Badge>Coming soon</Badge>}
          {!app.access.isOpen && (
            <Badge tone="warning">
              <Lock size={12} className="mr-1" aria-hidden="true" />
              {app.access.minTier}
            </Badge>
          )}
        </div>
      </div>
      <div className="grid gap-1">
        <p className="flex items-center gap-1.5 font-semibold text-base">
          {app.name}
          {isOpen && (
            <ArrowRight
              size={16}
              className="text-faint transition-transform duration-150 group-hover:translate-x-0.5"
              aria-hidden="true"
            />
          )}
        </p>
        <p className="text-muted">{app.access.reason ?? app.summary}</p>
      </div>
    </>
  );
  const className = "group grid h-full content-between gap-6 rounded-card border border-line bg-surface p-5";
  return (
    <li>
      {isOpen ? (
        <Link
          to={`/apps/${app.id}`}
          className={`${className} transition-colors duration-150 hover:border-line-strong hover:bg-sunken/60`}
        >
          {body}
        </Link>
      ) : (
        <div className={className}>{body}</div>
      )}
    </li>
  );
}

function RunningCard({ generation }: { generation: Generation }) {
  return (
    <li className="grid min-w-0 grid-cols-1 gap-2 rounded-card border border-line bg-surface p-4">
      <div className="flex items-center justify-between gap-3">
        <p className="truncate font-medium">{promptOf(generation)}</p>
        <CancelButton generation={generation} />
      </div>
      <LiveProgress generation={generation} />
    </li>
  );
}

function RecentTile({ generation }: { generation: Generation }) {
  const asset = generation.outputs.find((output) => output.asset)?.asset;
  if (!asset) return null;
  return (
    <li>
      <Link to="/work" className="group block overflow-hidden rounded-card border border-line bg-surface">
        <Picture {...asset} src={asset.thumbnailUrl} alt={promptOf(generation)} className="aspect-square!" />
        <div className="flex items-center justify-between gap-2 px-3 py-2.5">
          <span className="truncate text-[13px]">{promptOf(generation)}</span>
          <span className="shrink-0 text-faint text-xs">{timeAgo(generation.createdAt)}</span>
        </div>
      </Link>
    </li>
  );
}
