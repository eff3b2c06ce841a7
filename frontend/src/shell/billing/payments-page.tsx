import type { AppError } from "@lumiku/app-sdk";
import type { Payment } from "@lumiku/contracts/payments";
import { Badge } from "@lumiku/ui/badge";
import { Button, buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Cell, HeadCell, Row, Table } from "@lumiku/ui/table";
import { Download, ReceiptText } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { toast } from "sonner";
import { billingApi } from "../../core/billing-api";
import { usePaymentList, usePayments } from "../../core/payments";
import { usePages } from "../../core/use-pages";
import { day, money } from "../../core/words";
import { useGoTo } from "../checkout/use-go-to";
import { Paged } from "../paged";
import { paymentState, purposeWords } from "./payment-words";
import type { BillingState } from "./use-billing";

/** Everything that was paid, with receipts, and what still waits to be. */
export function PaymentsPage({ me, offer }: BillingState) {
  const pages = usePages("payments", async (cursor) => {
    const page = await billingApi.payments({ query: { limit: 30, ...(cursor && { cursor }) } });
    usePayments.getState().upsert(...page.items);
    return page;
  });
  const asked = useRef(me.account);
  useEffect(() => {
    if (asked.current === me.account) return;
    asked.current = me.account;
    pages.reload();
  }, [me.account, pages]);

  // What the stream has told since is here as well, and newer.
  const payments = usePaymentList();
  return (
    <Paged
      pages={{ ...pages, items: payments }}
      empty={
        <EmptyState
          icon={<ReceiptText size={22} />}
          title="Your receipts will be here"
          action={
            <Link to="/billing/credits" className={buttonClass("primary")}>
              See credit packs
            </Link>
          }
        >
          Each payment with its state, a receipt to download, and what was given back.
        </EmptyState>
      }
    >
      {(items) => (
        <Table caption="Your payments">
          <thead>
            <tr>
              <HeadCell>Payment</HeadCell>
              <HeadCell isWideOnly>Date</HeadCell>
              <HeadCell isWideOnly>State</HeadCell>
              <HeadCell align="right">Amount</HeadCell>
              <HeadCell align="right">
                <span className="sr-only">Receipt</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((payment) => (
              <PaymentRow
                key={payment.id}
                payment={payment}
                gatewayName={offer.gateways.find(({ id }) => id === payment.gateway)?.name}
              />
            ))}
          </tbody>
        </Table>
      )}
    </Paged>
  );
}

function PaymentRow({ payment, gatewayName }: { payment: Payment; gatewayName: string | undefined }) {
  const { label, tone } = paymentState(payment);
  const { description, createdAt, amountCents, refundedCents, currency, failureMessage, status } = payment;
  const row = (
    <Row>
      <Cell>
        <p className="font-medium">{description}</p>
        <p className="text-[13px] text-muted">
          <span className="tabular sm:hidden">{day(createdAt)}</span>
          <span className="max-sm:hidden">{[purposeWords(payment), gatewayName].filter(Boolean).join(" · ")}</span>
        </p>
        <span className="my-1.5 block sm:hidden">
          <Badge tone={tone}>{label}</Badge>
        </span>
        {status === "failed" && failureMessage && <p className="text-[13px] text-danger">{failureMessage}</p>}
      </Cell>
      <Cell isWideOnly className="tabular whitespace-nowrap text-muted">
        {day(createdAt)}
      </Cell>
      <Cell isWideOnly>
        <Badge tone={tone}>{label}</Badge>
      </Cell>
      <Cell align="right" className="tabular whitespace-nowrap">
        <p className={status === "paid" ? "font-medium" : "text-muted"}>{money(amountCents, currency)}</p>
        {refundedCents > 0 && <p className="text-[13px] text-muted">−{money(refundedCents, currency)} back</p>}
      </Cell>
      <Cell align="right" className="w-px">
        {payment.receiptNumber && (
          <a
            href={`/api/billing/payments/${payment.id}/receipt`}
            download
            className={`${buttonClass("quiet", "icon")} -my-2.5 sm:w-auto sm:px-3`}
          >
            <Download size={16} aria-hidden="true" />
            <span className="text-[13px] max-sm:sr-only">
              Receipt<span className="sr-only"> {payment.receiptNumber}</span>
            </span>
          </a>
        )}
      </Cell>
    </Row>
  );
  if (status !== "pending") return row;
  return (
    <>
      {row}
      <tr>
        <td colSpan={5} className="px-4 pb-3">
          <PendingActions payment={payment} size="small" />
        </td>
      </tr>
    </>
  );
}

interface PendingActionsProps {
  payment: Payment;
  size: "small" | "medium";
}

/** A payment that was begun is finished, or given up. */
export function PendingActions({ payment, size }: PendingActionsProps) {
  const goTo = useGoTo();
  const [isBusy, setBusy] = useState(false);
  const { id: paymentId, checkoutUrl } = payment;
  const className = "max-md:h-11";
  const giveUp = async () => {
    setBusy(true);
    try {
      usePayments.getState().upsert(await billingApi.abandon({ params: { paymentId } }));
    } catch (error) {
      toast.error((error as AppError).message);
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap gap-2">
      {checkoutUrl && (
        <Button size={size} className={className} onClick={() => goTo(checkoutUrl)}>
          Continue paying
        </Button>
      )}
      <Button size={size} look="quiet" className={className} disabled={isBusy} onClick={() => void giveUp()}>
        {isBusy ? "One moment …" : "Give up"}
      </Button>
    </div>
  );
}
