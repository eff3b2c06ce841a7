import type { Me } from "@lumiku/contracts/accounts";
import { Tooltip } from "@lumiku/ui/tooltip";
import type { ReactNode } from "react";
import { count, credits, whenAhead } from "../../core/words";

/** What stands behind the number in the header. */
export default function BalanceTooltip({ me, trigger }: { me: Me; trigger: ReactNode }) {
  const { quota, credits: balance } = me;
  return (
    <Tooltip trigger={trigger}>
      <div className="tabular grid gap-0.5">
        {quota && (
          <>
            <p>
              Today {count(quota.daily.used)} of {count(quota.daily.limit)} units, resets{" "}
              {whenAhead(quota.daily.resetAt)}
            </p>
            <p>
              This month {count(quota.monthly.used)} of {count(quota.monthly.limit)}
            </p>
          </>
        )}
        <p>{credits(balance.available)} to spend</p>
        {balance.held > 0 && <p className="text-muted">{count(balance.held)} more are held for running work</p>}
      </div>
    </Tooltip>
  );
}
