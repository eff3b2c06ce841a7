import type { Credits } from "@lumiku/contracts/accounts";
import type { LedgerLine } from "@lumiku/contracts/billing";
import { classNames } from "@lumiku/ui/class-names";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Cell, HeadCell, Row, Table } from "@lumiku/ui/table";
import { Coins } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { billingApi } from "../../core/billing-api";
import { usePages } from "../../core/use-pages";
import { count, moment } from "../../core/words";
import { Paged } from "../paged";
import { changeWords, ownedDelta } from "./ledger-words";

const PAGE_LINES = 30;

/** Where credits came from and went to, in plain words; asked for again when the balance moves. */
export function Ledger({ credits }: { credits: Credits }) {
  const pages = usePages("ledger", (cursor) =>
    billingApi.ledger({ query: { limit: PAGE_LINES, ...(cursor && { cursor }) } }),
  );
  const shown = useRef(credits);
  useEffect(() => {
    if (shown.current === credits) return;
    shown.current = credits;
    // Who has opened older pages reads them: they are not taken away.
    if (pages.items.length <= PAGE_LINES) pages.reload();
  }, [credits, pages]);
  return (
    <Paged
      pages={pages}
      empty={
        <EmptyState icon={<Coins size={22} />} title="Every credit is accounted for here">
          Credits you get and buy, and each picture they are spent on, with the balance after it.
        </EmptyState>
      }
    >
      {(lines) => <LedgerTable lines={lines} />}
    </Paged>
  );
}

function LedgerTable({ lines }: { lines: readonly LedgerLine[] }) {
  return (
    <Table caption="Movements of your credits">
      <thead>
        <tr>
          <HeadCell>What happened</HeadCell>
          <HeadCell isWideOnly>When</HeadCell>
          <HeadCell align="right">Change</HeadCell>
          <HeadCell align="right">Balance</HeadCell>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.id}>
            <Cell>
              <p>
                {line.generationId ? (
                  <Link
                    to={`/work?open=${line.generationId}`}
                    className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
                  >
                    {line.text}
                  </Link>
                ) : (
                  line.text
                )}
              </p>
              <p className="tabular text-[13px] text-muted sm:hidden">{moment(line.createdAt)}</p>
            </Cell>
            <Cell isWideOnly className="tabular whitespace-nowrap text-muted">
              {moment(line.createdAt)}
            </Cell>
            <Cell align="right" className={classNames("tabular whitespace-nowrap", toneOf(line))}>
              {changeWords(line)}
            </Cell>
            <Cell align="right" className="tabular whitespace-nowrap">
              {count(line.availableAfter + line.heldAfter)}
              {line.heldAfter > 0 && <span className="block text-[13px] text-muted">{count(line.heldAfter)} held</span>}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function toneOf(line: LedgerLine): string {
  const owned = ownedDelta(line);
  if (owned > 0) return "font-medium text-success";
  return owned < 0 ? "font-medium" : "text-muted";
}
