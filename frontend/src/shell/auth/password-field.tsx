import type { PasswordStrength } from "@lumiku/contracts/account";
import { Meter } from "@lumiku/ui/meter";
import { SecretField, type SecretFieldProps } from "@lumiku/ui/secret-field";
import { useEffect, useState } from "react";
import { accountApi } from "../../core/account-api";

const PAUSE_MS = 300;
const names = ["Guessed at once.", "Very weak.", "Weak.", "Good.", "Strong."];
const nobody: readonly string[] = [];

interface PasswordFieldProps extends SecretFieldProps {
  /** What a good password does not repeat: the person's name and address. */
  avoid?: readonly string[];
}

/** A new password, rated by the rule that will accept or refuse it. */
export function PasswordField({ avoid = nobody, ...props }: PasswordFieldProps) {
  const [password, setPassword] = useState("");
  const strength = useStrength(password, avoid);
  return (
    <SecretField
      {...props}
      autoComplete="new-password"
      hint={<span aria-live="polite">{strength ? describe(strength) : "A few unrelated words make a good one."}</span>}
      required
      minLength={8}
      maxLength={128}
      onChange={({ target }) => setPassword(target.value)}
    >
      <Meter
        label="How hard it is to guess"
        value={strength?.score ?? 0}
        max={4}
        text={strength ? (names[strength.score] ?? "") : "Nothing typed"}
        tone={strength?.isAccepted ? "success" : strength?.score === 2 ? "warning" : "danger"}
      />
    </SecretField>
  );
}

function describe({ score, isAccepted, advice }: PasswordStrength): string {
  // What is refused in spite of a good score is too short: the advice says so.
  const name = isAccepted || score < 3 ? names[score] : undefined;
  return [name, advice].filter(Boolean).join(" ");
}

/** Asks a moment after the last key, and only for what could be a password. */
function useStrength(password: string, avoid: readonly string[]): PasswordStrength | undefined {
  const [rated, setRated] = useState<PasswordStrength>();
  useEffect(() => {
    if (!password) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const about = avoid.filter((word) => word !== "");
      accountApi
        .ratePassword({ body: { password, about }, signal: controller.signal })
        .then(setRated)
        // The form can be sent without it; the server says then.
        .catch(() => {});
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [password, avoid]);
  return password ? rated : undefined;
}
