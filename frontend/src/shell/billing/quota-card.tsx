import type { Me, Quota } from "@lumiku/contracts/accounts";
import { Meter } from "@lumiku/ui/meter";
import { Switch } from "@lumiku/ui/switch";
import { saveSettings } from "../../core/settings";
import { count, credits, units, whenAhead } from "../../core/words";
import { Card } from "./card";

/** What of the plan's units is used, and what happens when they are. */
export function QuotaCard({ quota, me }: { quota: Quota; me: Me }) {
  return (
    <Card title="Usage">
      <div className="grid gap-x-8 gap-y-6 pt-1 sm:grid-cols-2">
        <WindowMeter label="Today" window={quota.daily} />
        <WindowMeter label="This month" window={quota.monthly} />
      </div>
      <div className="mt-2 border-line border-t pt-3">
        <Switch
          label="Use credits when my quota is used up"
          hint={`Work then goes on with your ${credits(me.credits.available)} instead of waiting for the reset.`}
          isOn={me.settings.usesCreditsAfterQuota}
          onChange={(usesCreditsAfterQuota) => void saveSettings({ usesCreditsAfterQuota })}
        />
      </div>
    </Card>
  );
}

/** One window of a quota, as a bar with its numbers. */
export function WindowMeter({ label, window: { limit, used, resetAt } }: { label: string; window: Quota["daily"] }) {
  const left = Math.max(limit - used, 0);
  return (
    <div className="grid content-start gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <p className="font-medium">{label}</p>
        <p className="tabular text-[13px] text-muted">
          <span className="font-medium text-ink">{count(used)}</span> of {units(limit)}
        </p>
      </div>
      <Meter
        label={label}
        value={used}
        max={limit}
        text={`${count(used)} of ${units(limit)} used`}
        tone={left === 0 ? "danger" : left <= limit / 5 ? "warning" : "accent"}
      />
      <p className="tabular text-[13px] text-muted">
        {left === 0 ? "Used up" : `${count(left)} left`}, resets {whenAhead(resetAt)}
      </p>
    </div>
  );
}
