import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { signUp } from "../core/session";
import { AuthFrame } from "./auth-frame";
import { FormError } from "./form-error";

export default function SignUp() {
  const { state } = useLocation();
  const [error, setError] = useState<AppError>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      await signUp(String(form.get("name")), String(form.get("email")), String(form.get("password")));
    } catch (failure) {
      setError(failure as AppError);
    } finally {
      setBusy(false);
    }
  };

  return (
    <AuthFrame title="Create your account" lead="Start with 100 credits: a hundred illustrated portraits.">
      <form onSubmit={submit} className="grid gap-4">
        <TextField label="Name" name="name" autoComplete="name" required maxLength={80} autoFocus />
        <TextField label="E-mail" name="email" type="email" autoComplete="email" required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="At least 8 characters."
          required
          minLength={8}
          maxLength={128}
        />
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Creating your account …" : "Create account"}
        </Button>
      </form>
      <p className="text-muted">
        Have an account?{" "}
        <Link to="/sign-in" state={state} className="font-medium text-accent-ink underline underline-offset-2">
          Sign in
        </Link>
      </p>
    </AuthFrame>
  );
}
