import type { BooksReport, ReconciliationReport } from "@lumiku/contracts/administration";
import { Button } from "@lumiku/ui/button";
import { Notice } from "@lumiku/ui/notice";
import { useState } from "react";
import { count, moment } from "../../core/words";
import { FormError } from "../form-error";
import { FooterHint, Section } from "../section";
import { useSubmit } from "../use-submit";
import { admin } from "./api";

/** The two checks of money: every balance from its ledger, and every payment from its gateway. */
export function Books() {
  return (
    <div className="grid max-w-2xl grid-cols-1 gap-6">
      <Balances />
      <Gateways />
    </div>
  );
}

function Balances() {
  const [report, setReport] = useState<BooksReport>();
  const { submit, error, isBusy } = useSubmit(async () => setReport(await admin.checkBooks()));
  return (
    <Section
      title="Balances"
      lead="Recomputes every balance from the ledger's entries."
      onSubmit={submit}
      footer={
        <>
          <FooterHint>Nothing is changed.</FooterHint>
          <Button type="submit" disabled={isBusy}>
            {isBusy ? "Checking …" : "Check the books"}
          </Button>
        </>
      }
    >
      <FormError error={error} />
      {report && (
        <div role="status">
          <BalancesReport report={report} />
        </div>
      )}
    </Section>
  );
}

function BalancesReport({ report: { wallets, discrepancies, checkedAt } }: { report: BooksReport }) {
  if (discrepancies.length === 0) {
    return (
      <Notice
        tone="success"
        title={`${count(wallets)} ${wallets === 1 ? "balance agrees" : "balances agree"} with the ledger`}
      >
        Checked {moment(checkedAt)}.
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={`${count(discrepancies.length)} of ${count(wallets)} balances do not agree`}>
      <ul className="tabular wrap-anywhere">
        {discrepancies.map(({ userId, available, held, ledgerAvailable, ledgerHeld }) => (
          <li key={userId}>
            {userId}: {count(available)} and {count(held)} held, by the ledger {count(ledgerAvailable)} and{" "}
            {count(ledgerHeld)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Gateways() {
  const [reports, setReports] = useState<ReconciliationReport[]>();
  const { submit, error, isBusy } = useSubmit(async () => setReports((await admin.reconcile()).items));
  return (
    <Section
      title="Payments"
      lead="Compares the last days with what the gateways say. A payment they have taken and we have not heard of is applied; whatever else differs becomes an alert."
      onSubmit={submit}
      footer={
        <>
          <FooterHint>Workers do it by themselves every hour.</FooterHint>
          <Button type="submit" disabled={isBusy}>
            {isBusy ? "Comparing …" : "Compare with the gateways"}
          </Button>
        </>
      }
    >
      <FormError error={error} />
      {reports && (
        <div role="status" className="grid gap-3">
          {reports.map(({ gateway, checked, settled, alerts, error: failure }) => (
            <Notice
              key={gateway}
              tone={failure || alerts > 0 ? "warning" : "success"}
              title={`${gateway}: ${count(checked)} ${checked === 1 ? "payment" : "payments"} compared`}
            >
              {failure ?? `${count(settled)} applied, ${count(alerts)} ${alerts === 1 ? "alert" : "alerts"}.`}
            </Notice>
          ))}
          {reports.length === 0 && <p className="text-muted">No gateway is set up.</p>}
        </div>
      )}
    </Section>
  );
}
