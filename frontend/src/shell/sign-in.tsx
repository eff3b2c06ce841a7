import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { signIn } from "../core/session";
import { AuthFrame } from "./auth-frame";
import { FormError } from "./form-error";

export default function SignIn() {
  const { state } = useLocation();
  const [error, setError] = useState<AppError>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      await signIn(String(form.get("email")), String(form.get("password")));
    } catch (failure) {
      setError(failure as AppError);
    } finally {
      setBusy(false);
    }
  };

  return (
    <AuthFrame title="Welcome back" lead="Sign in to your studio.">
      <form onSubmit={submit} className="grid gap-4">
        <TextField label="E-mail" name="email" type="email" autoComplete="email" required autoFocus />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Signing in …" : "Sign in"}
        </Button>
      </form>
      <p className="text-muted">
        New here?{" "}
        <Link to="/sign-up" state={state} className="font-medium text-accent-ink underline underline-offset-2">
          Create an account
        </Link>
      </p>
    </AuthFrame>
  );
}
