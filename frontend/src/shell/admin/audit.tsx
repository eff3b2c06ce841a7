import type { AuditEntry } from "@lumiku/contracts/administration";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Cell, HeadCell, Row, Table } from "@lumiku/ui/table";
import { ScrollText } from "lucide-react";
import { usePages } from "../../core/use-pages";
import { moment } from "../../core/words";
import { Paged } from "../paged";
import { AccountFilter, AccountLink, useAccountFilter } from "./account-filter";
import { admin } from "./api";

/** What was done to money, roles and access, and by whom. Nothing of it can be changed. */
export function Audit() {
  const userId = useAccountFilter();
  const pages = usePages(`audit:${userId ?? ""}`, (cursor) =>
    admin.listAudit({ query: { limit: 50, ...(userId && { userId }), ...(cursor && { cursor }) } }),
  );
  return (
    <div className="grid grid-cols-1 gap-4">
      <AccountFilter />
      <Paged
        pages={pages}
        empty={
          <EmptyState icon={<ScrollText size={22} />} title="Nothing has been done yet">
            Sign-ins, keys, payments, roles and whatever administrators do are written down here, for good.
          </EmptyState>
        }
      >
        {(entries) => (
          <Table caption="Acts on money, roles and access">
            <thead>
              <tr>
                <HeadCell>Act</HeadCell>
                <HeadCell isWideOnly>When</HeadCell>
                <HeadCell>Account</HeadCell>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Row key={entry.id}>
                  <Act entry={entry} />
                  <Cell isWideOnly className="tabular whitespace-nowrap text-muted">
                    {moment(entry.at)}
                  </Cell>
                  <Cell className="text-[13px]">{entry.userId && <AccountLink userId={entry.userId} />}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </Paged>
    </div>
  );
}

function Act({ entry }: { entry: AuditEntry }) {
  const { action, actorKind, actorId, userId, address, details } = entry;
  const isByAnother = actorId !== null && actorId !== userId;
  const facts = Object.entries(details).map(([name, value]) => `${inWords(name)}: ${describe(value)}`);
  return (
    <Cell>
      <p className="font-medium wrap-anywhere">{action}</p>
      <p className="text-[13px] text-muted wrap-anywhere">
        by {actorKind}
        {isByAnother && ` …${actorId.slice(-8)}`}
        {address && ` from ${address}`}
      </p>
      {facts.length > 0 && <p className="text-[13px] text-muted wrap-anywhere">{facts.join(" · ")}</p>}
      <p className="tabular text-[13px] text-muted sm:hidden">{moment(entry.at)}</p>
    </Cell>
  );
}

/** "expiresInDays" reads "expires in days". */
const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.map(describe).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
