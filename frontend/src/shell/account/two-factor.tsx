import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { SecretField } from "@lumiku/ui/secret-field";
import { useState } from "react";
import { toast } from "sonner";
import { callAuth } from "../../core/http";
import { refreshSession, useSession } from "../../core/session";
import { useSignInOptions } from "../../core/sign-in-options";
import { AccountName } from "../auth/account-name";
import { FormError } from "../form-error";
import { FooterHint, Section } from "../section";
import { useSubmit } from "../use-submit";
import { BackupCodes, Enrol, type Enrolment } from "./enrolment";

type Act = "enable" | "disable" | "generate-backup-codes";

const acts: Record<Act, { title: string; button: string }> = {
  enable: { title: "Switch on two-factor sign-in", button: "Go on" },
  disable: { title: "Switch off two-factor sign-in", button: "Switch off" },
  "generate-backup-codes": { title: "New backup codes", button: "Make new codes" },
};

type Step = { kind: "confirm"; act: Act } | ({ kind: "enrol" } & Enrolment) | { kind: "codes"; codes: string[] };

function titleOf(step: Step): string {
  if (step.kind === "confirm") return acts[step.act].title;
  return step.kind === "enrol" ? "Scan with your authenticator app" : "Keep these backup codes";
}

interface TwoFactorProps {
  hasPassword: boolean | undefined;
  onChanged: () => void;
}

/** A code of an authenticator app, besides the password. */
export function TwoFactor({ hasPassword, onChanged }: TwoFactorProps) {
  const isOn = useSession((state) => state.me?.user.hasTwoFactor ?? false);
  const [step, setStep] = useState<Step>();
  const close = () => setStep(undefined);
  const ask = (act: Act) => setStep({ kind: "confirm", act });

  const changed = async () => {
    await refreshSession();
    onChanged();
  };
  const confirmed = async (act: Act, { totpURI, backupCodes = [] }: Partial<Enrolment>) => {
    if (act === "enable" && totpURI) return setStep({ kind: "enrol", totpURI, backupCodes });
    if (act === "generate-backup-codes") return setStep({ kind: "codes", codes: backupCodes });
    close();
    await changed();
    toast.success("Two-factor sign-in is off");
  };
  const enrolled = async (codes: string[]) => {
    setStep({ kind: "codes", codes });
    await changed();
  };

  return (
    <Section
      title="Two-factor sign-in"
      lead="A code of your authenticator app as well as your password: who only knows the password stays out."
      footer={
        <>
          <FooterHint>
            {hasPassword === false ? (
              "Set a password first."
            ) : (
              <Badge tone={isOn ? "success" : "neutral"}>{isOn ? "On" : "Off"}</Badge>
            )}
          </FooterHint>
          <div className="flex flex-wrap gap-2">
            {isOn ? (
              <>
                <Button onClick={() => ask("generate-backup-codes")}>New backup codes</Button>
                <Button look="danger" onClick={() => ask("disable")}>
                  Switch off
                </Button>
              </>
            ) : (
              <Button onClick={() => ask("enable")} disabled={hasPassword === false}>
                Switch on
              </Button>
            )}
          </div>
        </>
      }
    >
      {step && (
        <Dialog title={titleOf(step)} size="small" isKept={step.kind !== "confirm"} onClose={close}>
          {step.kind === "confirm" && <Confirm act={step.act} onDone={(answer) => confirmed(step.act, answer)} />}
          {step.kind === "enrol" && <Enrol totpURI={step.totpURI} onDone={() => enrolled(step.backupCodes)} />}
          {step.kind === "codes" && <BackupCodes codes={step.codes} onClose={close} />}
        </Dialog>
      )}
    </Section>
  );
}

interface ConfirmProps {
  act: Act;
  onDone: (answer: Partial<Enrolment>) => Promise<void>;
}

/** Whoever sits at an open session may not change how it is opened. */
function Confirm({ act, onDone }: ConfirmProps) {
  const email = useSession((state) => state.me?.user.email ?? "");
  const others = useSignInOptions()?.social.map(({ name }) => name) ?? [];
  const { submit, error, isBusy } = useSubmit(async (form) =>
    onDone(await callAuth<Partial<Enrolment>>(`two-factor/${act}`, { password: String(form.get("password")) })),
  );
  return (
    <form onSubmit={submit} className="grid gap-4 p-5">
      {act === "generate-backup-codes" && <p className="text-muted">The codes you have then no longer work.</p>}
      {act === "enable" && others.length > 0 && (
        <p className="text-muted">From then on {others.join(" or ")} alone does not open your account.</p>
      )}
      <AccountName email={email} />
      <SecretField label="Your password" name="password" autoComplete="current-password" required autoFocus />
      <FormError error={error} />
      <Button type="submit" look={act === "disable" ? "danger" : "primary"} disabled={isBusy}>
        {isBusy ? "One moment …" : acts[act].button}
      </Button>
    </form>
  );
}
