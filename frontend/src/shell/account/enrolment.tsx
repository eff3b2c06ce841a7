import { Button, buttonClass } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { Download } from "lucide-react";
import { useMemo } from "react";
import { renderSVG } from "uqr";
import { CopyButton } from "../../core/copy-button";
import { callAuth } from "../../core/http";
import { codeInput } from "../auth/code-input";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";

export interface Enrolment {
  totpURI: string;
  backupCodes: string[];
}

interface EnrolProps {
  totpURI: string;
  onDone: () => Promise<void>;
}

/** The key goes into the app, and a code of the app proves that it has arrived. */
export function Enrol({ totpURI, onDone }: EnrolProps) {
  const secret = new URL(totpURI).searchParams.get("secret") ?? "";
  const picture = useMemo(
    () => `data:image/svg+xml,${encodeURIComponent(renderSVG(totpURI, { border: 2 }))}`,
    [totpURI],
  );
  const { submit, error, isBusy } = useSubmit(async (form) => {
    await callAuth("two-factor/verify-totp", { code: String(form.get("code")).replaceAll(" ", "") });
    await onDone();
  });
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4 p-5">
      <img
        src={picture}
        width={200}
        height={200}
        alt="QR code for your authenticator app"
        className="mx-auto rounded-control bg-white p-2"
      />
      <div className="grid gap-1.5">
        <p className="text-[13px] text-muted">No camera? Type this key into the app:</p>
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 break-all rounded-control bg-sunken px-3 py-2 text-[13px]">{secret}</code>
          <CopyButton text={secret} what="key" />
        </div>
      </div>
      <TextField
        label="The code it shows"
        name="code"
        required
        autoFocus
        {...codeInput}
        className="tabular tracking-widest"
      />
      <FormError error={error} />
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? "Checking …" : "Switch on"}
      </Button>
    </form>
  );
}

/** Shown once, when they are made. */
export function BackupCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const text = codes.join("\n");
  return (
    <div className="grid gap-4 p-5">
      <p className="text-muted">
        Each lets you in once when your authenticator app is gone. They are shown this once, and codes of before no
        longer work.
      </p>
      <ul aria-label="Backup codes" className="tabular grid grid-cols-2 gap-2">
        {codes.map((code) => (
          <li key={code} className="rounded-control bg-sunken px-3 py-2 text-center font-mono text-[13px]">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} what="codes" />
        <a
          href={`data:text/plain,${encodeURIComponent(`${text}\n`)}`}
          download="lumiku-backup-codes.txt"
          className={buttonClass()}
        >
          <Download size={16} aria-hidden="true" />
          Download
        </a>
      </div>
      <Button look="primary" onClick={onClose}>
        I have kept them
      </Button>
    </div>
  );
}
