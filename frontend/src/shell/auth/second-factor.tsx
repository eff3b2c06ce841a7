import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { useState } from "react";
import { signInWithCode } from "../../core/session";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";
import { AuthFrame } from "./auth-frame";
import { codeInput } from "./code-input";

const kinds = {
  totp: {
    lead: "Enter the code your authenticator app shows.",
    label: "Six-digit code",
    other: "Use a backup code",
    input: codeInput,
  },
  "backup-code": {
    lead: "Enter one of the backup codes you kept. Each works once.",
    label: "Backup code",
    other: "Use the authenticator app",
    input: { autoComplete: "off", autoCapitalize: "none", spellCheck: false, maxLength: 30 },
  },
} as const;

/** The second step of signing in. */
export function SecondFactor({ onBack }: { onBack: () => void }) {
  const [kind, setKind] = useState<keyof typeof kinds>("totp");
  return <CodeForm key={kind} kind={kind} onSwitch={setKind} onBack={onBack} />;
}

interface CodeFormProps {
  kind: keyof typeof kinds;
  onSwitch: (kind: keyof typeof kinds) => void;
  onBack: () => void;
}

function CodeForm({ kind, onSwitch, onBack }: CodeFormProps) {
  const { lead, label, other, input } = kinds[kind];
  const { submit, error, isBusy } = useSubmit((form) =>
    signInWithCode(String(form.get("code")).replaceAll(" ", ""), kind, form.has("trust")),
  );
  return (
    <AuthFrame
      title="One more step"
      lead={lead}
      footer={
        <div className="-ml-4 flex flex-wrap">
          <Button look="quiet" onClick={() => onSwitch(kind === "totp" ? "backup-code" : "totp")}>
            {other}
          </Button>
          <Button look="quiet" onClick={onBack}>
            Back
          </Button>
        </div>
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={label} name="code" required autoFocus {...input} className="tabular tracking-widest" />
        <label className="flex min-h-11 items-center gap-3">
          <input type="checkbox" name="trust" className="size-5 accent-accent" />
          <span>Do not ask again on this device for 30 days</span>
        </label>
        <FormError error={error} />
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? "Checking …" : "Continue"}
        </Button>
      </form>
    </AuthFrame>
  );
}
