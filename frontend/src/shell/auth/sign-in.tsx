import { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { SecretField } from "@lumiku/ui/secret-field";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { signIn } from "../../core/session";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";
import { AuthFrame, authLink } from "./auth-frame";
import { CheckYourMail } from "./check-your-mail";
import { sendConfirmationLink } from "./mail-links";
import { SecondFactor } from "./second-factor";
import { SocialSignIn } from "./social-sign-in";

export default function SignIn() {
  const { state, search } = useLocation();
  const [needsCode, setNeedsCode] = useState(false);
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const email = String(form.get("email"));
    try {
      const step = await signIn(email, String(form.get("password")));
      setNeedsCode(step === "second-factor");
    } catch (failure) {
      if (!(failure instanceof AppError && failure.code === "EMAIL_NOT_VERIFIED")) throw failure;
      setUnconfirmed(email);
    }
  });

  if (needsCode) return <SecondFactor onBack={() => setNeedsCode(false)} />;
  if (unconfirmed) {
    return (
      <CheckYourMail
        title="Confirm your e-mail first"
        email={unconfirmed}
        onSendAgain={() => sendConfirmationLink(unconfirmed)}
      >
        We have just sent you a new link. Open it, then sign in.
      </CheckYourMail>
    );
  }
  return (
    <AuthFrame
      title="Welcome back"
      lead="Sign in to your studio."
      footer={
        <>
          <Link to="/forgot-password" className={authLink}>
            Forgot your password?
          </Link>
          <p>
            New here?{" "}
            <Link to={`/sign-up${search}`} state={state} className={authLink}>
              Create an account
            </Link>
          </p>
          <Link to="/pricing" className={authLink}>
            Plans and prices
          </Link>
        </>
      }
    >
      <SocialSignIn />
      <form onSubmit={submit} className="grid gap-4">
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <SecretField label="Password" name="password" autoComplete="current-password" required />
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Signing in …" : "Sign in"}
        </Button>
      </form>
    </AuthFrame>
  );
}
