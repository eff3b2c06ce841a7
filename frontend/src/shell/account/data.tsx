import { Button, buttonClass } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { TextField } from "@lumiku/ui/field";
import { SecretField } from "@lumiku/ui/secret-field";
import { Download } from "lucide-react";
import { useState } from "react";
import { accountApi } from "../../core/account-api";
import { sessionChanged, useSession } from "../../core/session";
import { AccountName } from "../auth/account-name";
import { FormError } from "../form-error";
import { FooterHint, Section } from "../section";
import { useSubmit } from "../use-submit";
import { useHasPassword } from "./use-has-password";

export function Data() {
  const hasPassword = useHasPassword();
  const [isRemoving, setRemoving] = useState(false);
  return (
    <>
      <Section
        title="Take everything with you"
        lead="Your pictures as files, and your projects, work, payments and settings as JSON, in one ZIP."
        footer={
          <>
            <FooterHint>It begins at once, and takes as long as your pictures need.</FooterHint>
            <a href="/api/account/export" download className={buttonClass()}>
              <Download size={16} aria-hidden="true" />
              Download my data
            </a>
          </>
        }
      />
      <Section
        title="Remove the account"
        lead="Running work is stopped and what was not delivered is given back. Then your plan ends, and your pictures and data are deleted. Credits that are left are lost."
        tone="danger"
        footer={
          <>
            <FooterHint>This cannot be undone.</FooterHint>
            <Button look="danger" onClick={() => setRemoving(true)} disabled={hasPassword === undefined}>
              Remove my account
            </Button>
          </>
        }
      />
      {isRemoving && <Remove hasPassword={hasPassword !== false} onClose={() => setRemoving(false)} />}
    </>
  );
}

function Remove({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const email = useSession((state) => state.me?.user.email ?? "");
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const password = String(form.get("password") ?? "");
    await accountApi.remove({ body: { email: String(form.get("email")), ...(password && { password }) } });
    await sessionChanged();
  });
  return (
    <Dialog title="Remove your account?" size="small" onClose={onClose}>
      <form onSubmit={submit} className="grid grid-cols-1 gap-4 p-5">
        <p className="text-muted">Download your data first if you want to keep it. There is no way back.</p>
        <p>
          Type <strong className="wrap-anywhere font-semibold">{email}</strong> to confirm.
        </p>
        <TextField label="Your e-mail" name="email" type="email" autoComplete="off" required autoFocus />
        {hasPassword && (
          <>
            <AccountName email={email} />
            <SecretField label="Your password" name="password" autoComplete="current-password" required />
          </>
        )}
        <FormError error={error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="danger" disabled={isBusy}>
            {isBusy ? "Removing …" : "Remove it for good"}
          </Button>
          <Button onClick={onClose}>Keep my account</Button>
        </div>
      </form>
    </Dialog>
  );
}
