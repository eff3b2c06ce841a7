import { Button, buttonClass } from "@lumiku/ui/button";
import { Link, useSearchParams } from "react-router";
import { callAuth } from "../../core/http";
import { sessionChanged } from "../../core/session";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";
import { AuthFrame } from "./auth-frame";
import { PasswordField } from "./password-field";

export default function ResetPassword() {
  const [params, setParams] = useSearchParams();
  const token = params.get("token");
  const { submit, error, isBusy } = useSubmit(async (form) => {
    await callAuth("reset-password", { newPassword: String(form.get("password")), token: token ?? "" });
    // The address says so: this page begins anew when the session of this browser ends with the others.
    setParams({ done: "" }, { replace: true });
    await sessionChanged();
  });

  if (params.has("done")) {
    return (
      <AuthFrame title="Your new password is set" lead="You were signed out everywhere. Sign in with it from now on.">
        <Link to="/sign-in" className={buttonClass("primary")}>
          Sign in
        </Link>
      </AuthFrame>
    );
  }
  if (!token || error?.code === "INVALID_TOKEN") {
    return (
      <AuthFrame title="This link does not work" lead="It was used already, or is older than an hour.">
        <Link to="/forgot-password" className={buttonClass("primary")}>
          Send a new link
        </Link>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Choose a new password" lead="You will be signed out everywhere.">
      <form onSubmit={submit} className="grid gap-4">
        <PasswordField label="New password" name="password" autoFocus />
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Setting it …" : "Set the password"}
        </Button>
      </form>
    </AuthFrame>
  );
}
