import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { useMemo, useState } from "react";
import { Link, useLocation } from "react-router";
import { signUp } from "../../core/session";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";
import { AuthFrame, authLink } from "./auth-frame";
import { CheckYourMail } from "./check-your-mail";
import { sendConfirmationLink } from "./mail-links";
import { PasswordField } from "./password-field";
import { SocialSignIn } from "./social-sign-in";

export default function SignUp() {
  const { state, search } = useLocation();
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const avoid = useMemo(() => [name, email], [name, email]);
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const address = String(form.get("email"));
    const step = await signUp(String(form.get("name")), address, String(form.get("password")));
    if (step === "unconfirmed") setUnconfirmed(address);
  });

  if (unconfirmed) {
    return (
      <CheckYourMail
        title="Confirm your e-mail"
        email={unconfirmed}
        onSendAgain={() => sendConfirmationLink(unconfirmed)}
      >
        Open the link in it and your account is ready.
      </CheckYourMail>
    );
  }
  return (
    <AuthFrame
      title="Create your account"
      lead="Start with 100 credits: a hundred illustrated portraits."
      footer={
        <>
          <p>
            Have an account?{" "}
            <Link to={`/sign-in${search}`} state={state} className={authLink}>
              Sign in
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
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          autoFocus
          onBlur={({ target }) => setName(target.value)}
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          onBlur={({ target }) => setEmail(target.value)}
        />
        <PasswordField label="Password" name="password" avoid={avoid} />
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Creating your account …" : "Create account"}
        </Button>
      </form>
    </AuthFrame>
  );
}
