import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { useState } from "react";
import { Link } from "react-router";
import { useSession } from "../../core/session";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";
import { AuthFrame, authLink } from "./auth-frame";
import { CheckYourMail } from "./check-your-mail";
import { sendPasswordLink } from "./mail-links";

export default function ForgotPassword() {
  const email = useSession((state) => state.me?.user.email);
  const [sentTo, setSentTo] = useState<string>();
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const address = String(form.get("email"));
    await sendPasswordLink(address);
    setSentTo(address);
  });

  if (sentTo) {
    return (
      <CheckYourMail title="Check your mail" email={sentTo} onSendAgain={() => sendPasswordLink(sentTo)}>
        If there is an account with this address, the link in the mail lets you choose a new password. It works once,
        for an hour.
      </CheckYourMail>
    );
  }
  return (
    <AuthFrame
      title="Choose a new password"
      lead="We send you a link that lets you."
      footer={
        <Link to={email ? "/account/security" : "/sign-in"} className={authLink}>
          {email ? "Back to your account" : "Back to signing in"}
        </Link>
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email}
          required
          autoFocus
        />
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Sending …" : "Send the link"}
        </Button>
      </form>
    </AuthFrame>
  );
}
