import { Button } from "@lumiku/ui/button";
import { SecretField } from "@lumiku/ui/secret-field";
import { Skeleton } from "@lumiku/ui/skeleton";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import { callAuth } from "../../core/http";
import { sessionChanged, useSession } from "../../core/session";
import { AccountName } from "../auth/account-name";
import { sendPasswordLink } from "../auth/mail-links";
import { PasswordField } from "../auth/password-field";
import { FormError } from "../form-error";
import { FooterHint, Section } from "../section";
import { useSubmit } from "../use-submit";

interface PasswordProps {
  /** Undefined until it is known. */
  hasPassword: boolean | undefined;
  onChanged: () => void;
}

/** Changing the password; where there is none, getting one. */
export function Password({ hasPassword, onChanged }: PasswordProps) {
  if (hasPassword === undefined) {
    return (
      <Section title="Password">
        <Skeleton className="h-56" />
      </Section>
    );
  }
  return hasPassword ? <ChangePassword onChanged={onChanged} /> : <SetPassword />;
}

function ChangePassword({ onChanged }: Pick<PasswordProps, "onChanged">) {
  const user = useSession((state) => state.me?.user);
  const avoid = useMemo(() => (user ? [user.name, user.email] : []), [user]);
  const [changes, setChanges] = useState(0);
  const { submit, error, isBusy } = useSubmit(async (form) => {
    await callAuth("change-password", {
      currentPassword: String(form.get("current")),
      newPassword: String(form.get("next")),
    });
    await sessionChanged();
    setChanges((count) => count + 1);
    toast.success("Your password is changed");
    onChanged();
  });
  return (
    <Section
      title="Password"
      onSubmit={submit}
      footer={
        <>
          <FooterHint>A new one signs you out everywhere but here.</FooterHint>
          <Button type="submit" disabled={isBusy}>
            {isBusy ? "Changing …" : "Change password"}
          </Button>
        </>
      }
    >
      <AccountName email={user?.email ?? ""} />
      <div key={changes} className="grid gap-5">
        <SecretField label="Present password" name="current" autoComplete="current-password" required />
        <PasswordField label="New password" name="next" avoid={avoid} />
      </div>
      <FormError error={error} />
    </Section>
  );
}

function SetPassword() {
  const email = useSession((state) => state.me?.user.email ?? "");
  const [isSent, setSent] = useState(false);
  const { submit, error, isBusy } = useSubmit(async () => {
    await sendPasswordLink(email);
    setSent(true);
  });
  return (
    <Section
      title="Password"
      lead="You sign in with another service and have no password here. With one you can sign in by e-mail as well."
      onSubmit={submit}
      footer={
        <>
          <FooterHint>
            {isSent ? (
              <span className="wrap-anywhere font-medium text-ink">Now open the link we have sent to {email}.</span>
            ) : (
              "Choosing it signs you out everywhere, once."
            )}
          </FooterHint>
          <Button type="submit" disabled={isBusy || isSent}>
            {isBusy ? "Sending …" : "Send me a link to set one"}
          </Button>
        </>
      }
    >
      {error && <FormError error={error} />}
    </Section>
  );
}
