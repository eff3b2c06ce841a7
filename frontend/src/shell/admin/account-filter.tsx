import { Button } from "@lumiku/ui/button";
import { X } from "lucide-react";
import { Link, useSearchParams } from "react-router";

const PARAMETER = "account";

/** The account a list is about, as its address says; undefined for everybody's. */
export function useAccountFilter(): string | undefined {
  const [params] = useSearchParams();
  return params.get(PARAMETER) ?? undefined;
}

/** Where a list of administration is about one account. */
export function accountPath(page: "audit" | "payments", userId: string): string {
  return `/admin/${page}?${PARAMETER}=${userId}`;
}

/** Says that a list is about one account, and leads back to everybody's. */
export function AccountFilter() {
  const [params, setParams] = useSearchParams();
  const userId = params.get(PARAMETER);
  if (!userId) return null;
  return (
    <p className="flex min-h-11 flex-wrap items-center gap-x-2 rounded-control bg-accent-soft pl-3 text-accent-ink">
      <span className="min-w-0 flex-1 wrap-anywhere">Only of the account {userId}</span>
      <Button look="quiet" size="icon" aria-label="Show everybody's" onClick={() => setParams({})}>
        <X size={18} aria-hidden="true" />
      </Button>
    </p>
  );
}

/** The end of an account's id, which is what tells ids apart; leads to all that was done to it. */
export function AccountLink({ userId }: { userId: string }) {
  return (
    <Link
      to={accountPath("audit", userId)}
      className="tabular inline-block whitespace-nowrap py-3 -my-3 underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      …{userId.slice(-8)}
    </Link>
  );
}
