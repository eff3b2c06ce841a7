import type { Activity } from "@lumiku/contracts/account";
import { useState } from "react";
import { accountApi } from "../../core/account-api";
import { useRefreshed } from "../../core/use-refreshed";
import { moment } from "../../core/words";
import { LoadedList } from "../loading";
import { Section, sectionList, sectionRow } from "../section";
import { Password } from "./password";
import { TwoFactor } from "./two-factor";
import { useHasPassword } from "./use-has-password";

export function Security() {
  const hasPassword = useHasPassword();
  const [changes, setChanges] = useState(0);
  const noteChange = () => setChanges((count) => count + 1);
  return (
    <>
      <Password hasPassword={hasPassword} onChanged={noteChange} />
      <TwoFactor hasPassword={hasPassword} onChanged={noteChange} />
      <RecentActivity changes={changes} />
    </>
  );
}

/** @param changes made on this page, which are acts as well */
function RecentActivity({ changes }: { changes: number }) {
  const [state, retry] = useRefreshed(() => accountApi.listActivity(), [changes]);
  return (
    <Section title="Recent activity" lead="Something you do not know? Change your password.">
      <LoadedList state={state} onRetry={retry}>
        {({ items }) => (
          <ul className={sectionList}>
            {items.map((item) => (
              <ActivityLine key={item.id} item={item} />
            ))}
          </ul>
        )}
      </LoadedList>
    </Section>
  );
}

function ActivityLine({ item: { at, summary, address } }: { item: Activity }) {
  return (
    <li className={sectionRow}>
      <span className="min-w-0 flex-1 basis-56 wrap-anywhere">{summary}</span>
      <span className="tabular text-[13px] text-muted">
        {address && <span className="mr-3">{address}</span>}
        <time dateTime={at}>{moment(at)}</time>
      </span>
    </li>
  );
}
