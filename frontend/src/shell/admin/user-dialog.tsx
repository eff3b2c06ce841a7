import type { AdminUser } from "@lumiku/contracts/administration";
import { Badge } from "@lumiku/ui/badge";
import { Button, buttonClass } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { TextField } from "@lumiku/ui/field";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { toast } from "sonner";
import { newIdempotencyKey } from "../../core/http";
import { useSession } from "../../core/session";
import { count, credits, day } from "../../core/words";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";
import { accountPath } from "./account-filter";
import { admin } from "./api";

interface UserDialogProps {
  user: AdminUser;
  onChange: (user: AdminUser) => void;
  onClose: () => void;
}

/** One account, with what an administrator may do to it. */
export function UserDialog({ user, onChange, onClose }: UserDialogProps) {
  return (
    <Dialog title={user.name} size="small" onClose={onClose}>
      <div className="grid grid-cols-1 divide-y divide-line [&>*]:p-5">
        <div className="grid gap-4">
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
            <Fact name="E-mail">
              <span className="mr-2 wrap-anywhere">{user.email}</span>
              {!user.emailVerified && <Badge tone="warning">Not confirmed</Badge>}
            </Fact>
            <Fact name="Tier">{user.tier}</Fact>
            <Fact name="Credits">
              <span className="tabular">
                {count(user.available)}
                {user.held > 0 && ` and ${count(user.held)} held`}
              </span>
            </Fact>
            <Fact name="Since">{day(user.createdAt)}</Fact>
          </dl>
          <div className="flex flex-wrap gap-2">
            <Link to={accountPath("payments", user.id)} className={buttonClass()}>
              Payments
            </Link>
            <Link to={accountPath("audit", user.id)} className={buttonClass()}>
              Audit log
            </Link>
          </div>
        </div>
        <AdjustCredits user={user} onChange={onChange} />
        <ChangeRole user={user} onChange={onChange} />
      </div>
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function AdjustCredits({ user, onChange }: Omit<UserDialogProps, "onClose">) {
  // Another key once it is done: the next one is another gift.
  const [key, setKey] = useState(newIdempotencyKey);
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const amount = Number(form.get("amount"));
    const changed = await admin.adjustCredits({
      params: { userId: user.id },
      body: { amount, reason: String(form.get("reason")) },
      idempotencyKey: key,
    });
    onChange(changed);
    setKey(newIdempotencyKey());
    toast.success(`${amount > 0 ? "Gave" : "Took"} ${credits(Math.abs(amount))}`);
  });
  return (
    <form onSubmit={submit} className="grid gap-4">
      <div key={key} className="grid gap-4">
        <TextField
          label="Credits to give, or to take with a minus"
          name="amount"
          type="number"
          step={1}
          required
          placeholder="50"
          className="tabular"
        />
        <TextField
          label="Reason"
          name="reason"
          required
          minLength={3}
          maxLength={200}
          autoComplete="off"
          hint="They read it in their ledger."
        />
      </div>
      <FormError error={error} />
      <div>
        <Button type="submit" disabled={isBusy}>
          {isBusy ? "One moment …" : "Post to the ledger"}
        </Button>
      </div>
    </form>
  );
}

function ChangeRole({ user, onChange }: Omit<UserDialogProps, "onClose">) {
  const isMe = useSession((state) => state.me?.user.id === user.id);
  const isAdmin = user.role === "admin";
  const { submit, error, isBusy } = useSubmit(async () => {
    const role = isAdmin ? "user" : "admin";
    onChange(await admin.setRole({ params: { userId: user.id }, body: { role } }));
    toast.success(isAdmin ? `${user.name} is no longer an administrator` : `${user.name} is an administrator`);
  });
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-[13px] text-muted">
        {isMe
          ? "You are an administrator. Another one has to change that."
          : "They are signed out everywhere, and sign in again with the new role."}
      </p>
      <FormError error={error} />
      {!isMe && (
        <div>
          <Button type="submit" look={isAdmin ? "danger" : "secondary"} disabled={isBusy}>
            {isAdmin ? "No longer an administrator" : "Make administrator"}
          </Button>
        </div>
      )}
    </form>
  );
}
