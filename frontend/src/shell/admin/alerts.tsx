import type { AppError } from "@lumiku/app-sdk";
import type { Alert } from "@lumiku/contracts/administration";
import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Segmented } from "@lumiku/ui/segmented";
import { ShieldCheck } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { usePages } from "../../core/use-pages";
import { moment } from "../../core/words";
import { Paged } from "../paged";
import { AccountLink } from "./account-filter";
import { admin } from "./api";

type State = "open" | "resolved";
const states = [
  { value: "open", label: "Open" },
  { value: "resolved", label: "Looked at" },
] as const satisfies { value: State; label: string }[];

/** Findings about money that need a person. */
export function Alerts() {
  const [state, setState] = useState<State>("open");
  const pages = usePages(state, (cursor) =>
    admin.listAlerts({ query: { state, limit: 50, ...(cursor && { cursor }) } }),
  );
  const list = useRef<HTMLDivElement>(null);
  const resolve = async (alertId: string) => {
    try {
      await admin.resolveAlert({ params: { alertId } });
      pages.remove(alertId);
      // The button that had focus is gone.
      list.current?.focus();
      toast.success("Looked at");
    } catch (error) {
      toast.error((error as AppError).message);
    }
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="max-w-xs">
        <Segmented label="Show" isLabelHidden options={states} value={state} onChange={setState} />
      </div>
      <div ref={list} tabIndex={-1} className="rounded-card">
        <Paged
          pages={pages}
          empty={
            <EmptyState
              icon={<ShieldCheck size={22} />}
              title={state === "open" ? "Nothing to look at" : "Nothing here yet"}
            >
              Payments that do not match, disputes and other findings about money arrive here.
            </EmptyState>
          }
        >
          {(alerts) => (
            <ul aria-label="Alerts" className="divide-y divide-line rounded-card border border-line bg-surface">
              {alerts.map((alert) => (
                <AlertLine key={alert.id} alert={alert} onResolve={() => void resolve(alert.id)} />
              ))}
            </ul>
          )}
        </Paged>
      </div>
    </div>
  );
}

function AlertLine({ alert, onResolve }: { alert: Alert; onResolve: () => void }) {
  const { kind, message, gateway, paymentId, userId, details, createdAt, resolvedAt } = alert;
  const facts = { ...(gateway && { gateway }), ...(paymentId && { payment: paymentId }), ...details };
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
          <Badge tone={resolvedAt ? "neutral" : "warning"}>{kind.replaceAll("-", " ")}</Badge>
          <span className="tabular">{moment(createdAt)}</span>
          {userId && <AccountLink userId={userId} />}
        </p>
        <p className="wrap-anywhere">{message}</p>
        {Object.keys(facts).length > 0 && (
          <details className="text-[13px] text-muted">
            <summary className="w-fit py-1 max-md:py-3">Details</summary>
            <pre className="wrap-anywhere whitespace-pre-wrap rounded-control bg-sunken p-3">
              {JSON.stringify(facts, null, 2)}
            </pre>
          </details>
        )}
      </div>
      {!resolvedAt && (
        <Button size="small" className="max-md:h-11" onClick={onResolve}>
          Looked at
        </Button>
      )}
    </li>
  );
}
