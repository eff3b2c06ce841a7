import type { AppManifest } from "@lumiku/contracts/apps";
import type { Stats } from "@lumiku/contracts/stats";
import { Card } from "@lumiku/ui/card";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Sparkline } from "@lumiku/ui/sparkline";
import { StatCard } from "@lumiku/ui/stat-card";
import { ChartNoAxesColumn } from "lucide-react";
import type { ReactNode } from "react";
import { useApps } from "../../core/apps";
import { modelWords } from "../../core/generation-words";
import { isRunning, useGenerationList } from "../../core/generations";
import { LoadFailed } from "../../core/load-failed";
import { statsApi } from "../../core/stats-api";
import { useRefreshed } from "../../core/use-refreshed";
import { count, credits, duration, units } from "../../core/words";
import { AppIcon } from "../app-icon";

const LISTED = 4;

/** A person's month in numbers; asked for again when work begins or ends. */
export default function StatsCards() {
  const runningCount = useGenerationList(isRunning).length;
  const [stats, reload] = useRefreshed(() => statsApi.get({ query: { period: "month" } }), [runningCount]);
  if (stats.status === "failed") return <LoadFailed error={stats.error} onRetry={reload} />;
  if (stats.status === "loading") return <Skeleton className="h-78" />;
  if (stats.data.total === 0 && stats.data.daily.every(({ outputs }) => outputs === 0)) {
    return (
      <EmptyState icon={<ChartNoAxesColumn size={22} />} title="Your numbers begin with your next picture">
        How many you make, how many work out, how long they take and which model you like best.
      </EmptyState>
    );
  }
  return <Numbers stats={stats.data} />;
}

function Numbers({ stats }: { stats: Stats }) {
  const { outputs, creditsSpent, unitsSpent, successRate, averageSeconds, failed, total } = stats;
  const lastDays = stats.daily.map((day) => day.outputs);
  return (
    <div className="grid gap-3">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <StatCard label="Pictures" value={count(outputs)} note={`In ${count(total)} ${total === 1 ? "job" : "jobs"}`} />
        <StatCard
          label="Spent"
          value={unitsSpent > 0 ? units(unitsSpent) : credits(creditsSpent)}
          note={unitsSpent > 0 && creditsSpent > 0 ? `And ${credits(creditsSpent)}` : "For what was delivered"}
        />
        <StatCard
          label="Success rate"
          value={successRate === null ? "–" : `${Math.floor(successRate * 100)} %`}
          note={failed === 0 ? "None failed" : `${count(failed)} failed, free of charge`}
        />
        <StatCard
          label="Average time"
          value={averageSeconds === null ? "–" : duration(averageSeconds)}
          note="From start to finish"
        />
      </dl>
      <div className="grid gap-3 lg:grid-cols-3">
        <Card title="Last 30 days">
          <Sparkline values={lastDays} label="Pictures a day, over 30 days" className="h-20" />
          <p className="tabular flex justify-between pt-3 text-faint text-xs">
            <span>30 days ago</span>
            <span>{count(lastDays.at(-1) ?? 0)} today</span>
          </p>
        </Card>
        <Card title="By app">
          <ByApp stats={stats} />
        </Card>
        <Card title="Favourite models">
          <Bars
            rows={stats.popularModels.slice(0, LISTED).map(({ model, count: uses }) => ({
              key: model,
              name: modelWords(model),
              value: uses,
              words: uses === 1 ? "once" : `${count(uses)} times`,
            }))}
          />
        </Card>
      </div>
    </div>
  );
}

function ByApp({ stats }: { stats: Stats }) {
  const apps = useApps();
  const known: AppManifest[] = apps.status === "ready" ? apps.data : [];
  return (
    <Bars
      rows={stats.byApp.slice(0, LISTED).map(({ appId, outputs }) => {
        const app = known.find(({ id }) => id === appId);
        return {
          key: appId,
          name: app?.name ?? appId,
          icon: app && <AppIcon icon={app.icon} color={app.color} size="small" />,
          value: outputs,
          words: outputs === 1 ? "1 picture" : `${count(outputs)} pictures`,
        };
      })}
    />
  );
}

interface Bar {
  key: string;
  name: string;
  icon?: ReactNode;
  value: number;
  words: string;
}

/** What is how much of the most. The words say it, the bars only show it. */
function Bars({ rows }: { rows: readonly Bar[] }) {
  const most = Math.max(...rows.map(({ value }) => value), 1);
  if (rows.length === 0) return <p className="text-[13px] text-muted">Nothing this month.</p>;
  return (
    <ul className="grid gap-3">
      {rows.map(({ key, name, icon, value, words }) => (
        <li key={key} className="flex items-center gap-3">
          {icon}
          <div className="grid min-w-0 flex-1 gap-1.5">
            <p className="flex justify-between gap-3 text-[13px]">
              <span className="truncate">{name}</span>
              <span className="tabular shrink-0 text-muted">{words}</span>
            </p>
            <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-sunken">
              <div className="h-full rounded-full bg-accent" style={{ width: `${(value / most) * 100}%` }} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
