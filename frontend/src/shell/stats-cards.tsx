import type { Stats } from "@lumiku/contracts/stats";
import { Button } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Skeleton } from "@lumiku/ui/skeleton";
import { StatCard } from "@lumiku/ui/stat-card";
import { ChartNoAxesColumn } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { modelWords } from "../core/generation-words";
import { isRunning, useGenerationList } from "../core/generations";
import { platform } from "../core/platform";
import { count, credits, duration, units } from "../core/words";

/** A person's work in numbers; asked for again when work begins or ends. */
export default function StatsCards() {
  const [stats, setStats] = useState<Stats>();
  const [hasFailed, setFailed] = useState(false);
  const runningCount = useGenerationList(isRunning).length;

  const load = useCallback(async () => {
    setFailed(false);
    try {
      setStats(await platform.stats.get());
    } catch {
      setFailed(true);
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count says when the numbers have changed.
  useEffect(() => {
    void load();
  }, [runningCount]);

  if (stats && stats.total > 0) return <Numbers stats={stats} />;
  if (stats) {
    return (
      <EmptyState icon={<ChartNoAxesColumn size={22} />} title="Your numbers begin with your first picture">
        How many you made, how many worked out, how long they take and which model you like best.
      </EmptyState>
    );
  }
  if (hasFailed) {
    return (
      <div className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-5">
        <p className="text-muted">Your numbers could not be loaded.</p>
        <Button size="small" onClick={() => void load()}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <div className={grid}>
      {["a", "b", "c", "d"].map((key) => (
        <Skeleton key={key} className="h-26" />
      ))}
    </div>
  );
}

const grid = "grid grid-cols-2 gap-3 lg:grid-cols-4";

function Numbers({ stats }: { stats: Stats }) {
  const { outputs, creditsSpent, unitsSpent, successRate, averageSeconds, failed } = stats;
  const spent = [
    creditsSpent > 0 || unitsSpent === 0 ? credits(creditsSpent) : null,
    unitsSpent > 0 ? units(unitsSpent) : null,
  ];
  const [favourite] = stats.popularModels;
  return (
    <dl className={grid}>
      <StatCard label="Pictures" value={count(outputs)} note={`${spent.filter(Boolean).join(" and ")} spent`} />
      <StatCard
        label="Success rate"
        value={successRate === null ? "–" : `${Math.floor(successRate * 100)} %`}
        note={failed === 0 ? "None failed" : `${count(failed)} failed`}
      />
      <StatCard
        label="Average time"
        value={averageSeconds === null ? "–" : duration(averageSeconds)}
        note="From start to finish"
      />
      <StatCard
        label="Favourite model"
        value={favourite ? modelWords(favourite.model) : "–"}
        note={favourite && (favourite.count === 1 ? "Used once" : `Used ${count(favourite.count)} times`)}
      />
    </dl>
  );
}
