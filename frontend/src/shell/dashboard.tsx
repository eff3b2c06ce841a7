import type { Generation } from "@lumiku/app-sdk";
import { buttonClass } from "@lumiku/ui/button";
import { Picture } from "@lumiku/ui/picture";
import { Skeleton } from "@lumiku/ui/skeleton";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "react-router";
import { CancelButton, LiveProgress } from "../core/generation-parts";
import { promptOf } from "../core/generation-words";
import { isRunning, useGenerationList } from "../core/generations";
import { useSession } from "../core/session";
import { timeAgo } from "../core/words";
import { AppCards } from "./app-cards";
import { Page } from "./page";

const BalanceCards = lazy(() => import("./billing/balance-cards"));
const ConfirmEmailNotice = lazy(() => import("./account/confirm-email-notice"));
const StatsCards = lazy(() => import("./stats-cards"));

const hasPicture = (generation: Generation) => generation.outputs.some((output) => output.asset);

export function Dashboard() {
  const me = useSession((state) => state.me);
  const running = useGenerationList(isRunning);
  const recent = useGenerationList(hasPicture).slice(0, 8);
  const firstName = me?.user.name.split(" ")[0] ?? "";
  return (
    <Page title={`${greeting(new Date())}, ${firstName}`}>
      {me && !me.user.emailVerified && (
        <Suspense fallback={<Skeleton className="h-34 sm:h-17" />}>
          <ConfirmEmailNotice email={me.user.email} />
        </Suspense>
      )}
      {me && (
        <Suspense fallback={<Skeleton className={me.quota ? "h-70.5 sm:h-49.5 lg:h-24.5" : "h-22"} />}>
          <BalanceCards me={me} />
        </Suspense>
      )}
      <Section title={recent.length === 0 && running.length === 0 ? "Make your first picture" : "Apps"}>
        <AppCards />
      </Section>
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
