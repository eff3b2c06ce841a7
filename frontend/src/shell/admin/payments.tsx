import type { Payment } from "@lumiku/contracts/payments";
import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { EmptyState } from "@lumiku/ui/empty-state";
import { TextField } from "@lumiku/ui/field";
import { Cell, HeadCell, Row, Table } from "@lumiku/ui/table";
import { ReceiptText } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { newIdempotencyKey } from "../../core/http";
import { usePages } from "../../core/use-pages";
import { minorDigits, moment, money } from "../../core/words";
import { FormError } from "../form-error";
import { Paged } from "../paged";
import { useSubmit } from "../use-submit";
import { AccountFilter, AccountLink, useAccountFilter } from "./account-filter";
import { admin } from "./api";

const tones = { paid: "success", pending: "warning", failed: "danger", cancelled: "neutral" } as const;

type AnyPayment = Payment & { userId: string | null };

/** What everybody paid, and giving it back. */
export function Payments() {
  const userId = useAccountFilter();
  const pages = usePages<AnyPayment>(`payments:${userId ?? ""}`, (cursor) =>
    admin.listPayments({ query: { limit: 50, ...(userId && { userId }), ...(cursor && { cursor }) } }),
  );
  const [refunding, setRefunding] = useState<Payment>();
  return (
    <div className="grid grid-cols-1 gap-4">
      <AccountFilter />
      <Paged
        pages={pages}
        empty={
          <EmptyState icon={<ReceiptText size={22} />} title="Nothing has been paid yet">
            Each payment is listed here with its gateway and state, to be given back where that is right.
          </EmptyState>
        }
      >
        {(payments) => (
          <Table caption="Payments">
            <thead>
              <tr>
                <HeadCell>Payment</HeadCell>
                <HeadCell isWideOnly>When</HeadCell>
                <HeadCell align="right">Amount</HeadCell>
                <HeadCell isWideOnly align="right">
                  <span className="sr-only">Refund</span>
                </HeadCell>
              </tr>
            </thead>
            <tbody>
              {payments.map((payment) => (
                <PaymentRow key={payment.id} payment={payment} onRefund={() => setRefunding(payment)} />
              ))}
            </tbody>
          </Table>
        )}
      </Paged>
      {refunding && (
        <Refund
          payment={refunding}
          onClose={() => setRefunding(undefined)}
          onDone={() => {
            setRefunding(undefined);
            pages.reload();
          }}
        />
      )}
    </div>
  );
}

function PaymentRow({ payment, onRefund }: { payment: AnyPayment; onRefund: () => void }) {
  const { description, status, dispute, gateway, userId, amountCents, refundedCents, currency } = payment;
  const at = moment(payment.paidAt ?? payment.createdAt);
  const refund = status === "paid" && refundedCents < amountCents && (
    <Button size="small" className="max-md:h-11" onClick={onRefund} aria-label={`Refund ${description}`}>
      Refund
    </Button>
  );
  return (
    <Row>
      <Cell>
        <p className="font-medium">{description}</p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-muted">
          <Badge tone={tones[status]}>{status}</Badge>
          {dispute && <Badge tone="danger">dispute {dispute}</Badge>}
          {gateway}
          {userId && <AccountLink userId={userId} />}
        </p>
        <p className="tabular mt-1 text-[13px] text-muted sm:hidden">{at}</p>
        {refund && <div className="mt-2 sm:hidden">{refund}</div>}
      </Cell>
      <Cell isWideOnly className="tabular whitespace-nowrap text-muted">
        {at}
      </Cell>
      <Cell align="right" className="tabular whitespace-nowrap">
        {money(amountCents, currency)}
        {refundedCents > 0 && (
          <span className="block text-[13px] text-muted">−{money(refundedCents, currency)} back</span>
        )}
      </Cell>
      <Cell isWideOnly align="right" className="w-px">
        {refund}
      </Cell>
    </Row>
  );
}

interface RefundProps {
  payment: Payment;
  onClose: () => void;
  onDone: () => void;
}

function Refund({ payment, onClose, onDone }: RefundProps) {
  const left = payment.amountCents - payment.refundedCents;
  const digits = minorDigits(payment.currency);
  const [key] = useState(newIdempotencyKey);
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const amountCents = Math.round(Number(form.get("amount")) * 10 ** digits);
    await admin.refund({
      params: { paymentId: payment.id },
      body: { amountCents, reason: String(form.get("reason")) },
      idempotencyKey: key,
    });
    toast.success(`${money(amountCents, payment.currency)} given back`);
    onDone();
  });
  return (
    <Dialog title="Give money back" size="small" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4 p-5">
        <p className="text-muted">
          {payment.description}. The same share of the credits goes with it, as far as they are not spent.
        </p>
        <TextField
          label={`Amount, at most ${money(left, payment.currency)}`}
          name="amount"
          type="number"
          inputMode="decimal"
          step={10 ** -digits}
          min={10 ** -digits}
          max={left / 10 ** digits}
          defaultValue={(left / 10 ** digits).toFixed(digits)}
          required
          className="tabular"
        />
        <TextField label="Reason" name="reason" required minLength={3} maxLength={200} autoComplete="off" />
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Giving it back …" : "Refund"}
        </Button>
      </form>
    </Dialog>
  );
}
