import type { ApiKeyScope } from "@lumiku/contracts/account";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { SelectField, TextField } from "@lumiku/ui/field";
import { useState } from "react";
import { accountApi } from "../../core/account-api";
import { CopyButton } from "../../core/copy-button";
import { FormError } from "../form-error";
import { useSubmit } from "../use-submit";

const scopes: { scope: ApiKeyScope; label: string; hint: string; example?: string }[] = [
  { scope: "read", label: "Read", hint: "Look at work, files and apps", example: "/api/generations?limit=5" },
  { scope: "write", label: "Write", hint: "Start, stop and remove work: it spends credits" },
  { scope: "billing", label: "Billing", hint: "Read plan, payments and ledger", example: "/api/billing/payments" },
];

interface Made {
  /** The key itself. */
  text: string;
  allowed: readonly ApiKeyScope[];
}

interface NewApiKeyProps {
  onClose: () => void;
  onMade: () => void;
}

/** Asks what a key is for, then shows it this once. */
export function NewApiKey({ onClose, onMade }: NewApiKeyProps) {
  const [made, setMade] = useState<Made>();
  return (
    <Dialog title={made ? "Your new key" : "Make a key"} size="small" isKept={made !== undefined} onClose={onClose}>
      {made ? (
        <MadeKey {...made} onClose={onClose} />
      ) : (
        <KeyForm
          onMade={(key) => {
            setMade(key);
            onMade();
          }}
        />
      )}
    </Dialog>
  );
}

function KeyForm({ onMade }: { onMade: (made: Made) => void }) {
  const [chosen, setChosen] = useState(1);
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const days = Number(form.get("days"));
    const { key, scopes: allowed } = await accountApi.createApiKey({
      body: {
        name: String(form.get("name")),
        scopes: form.getAll("scope") as ApiKeyScope[],
        ...(days > 0 && { expiresInDays: days }),
      },
    });
    onMade({ text: key, allowed });
  });
  return (
    <form onSubmit={submit} className="grid gap-5 p-5">
      <TextField
        label="Name"
        name="name"
        required
        maxLength={60}
        placeholder="Shop import"
        autoComplete="off"
        autoFocus
      />
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium text-[13px]">What it may do</legend>
        {scopes.map(({ scope, label, hint }) => (
          <label key={scope} className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              name="scope"
              value={scope}
              defaultChecked={scope === "read"}
              onChange={({ target }) => setChosen((count) => count + (target.checked ? 1 : -1))}
              className="size-5 shrink-0 accent-accent"
            />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-[13px] text-muted">{hint}</span>
            </span>
          </label>
        ))}
        {chosen === 0 && <p className="text-[13px] text-danger">Choose at least one.</p>}
      </fieldset>
      <SelectField label="Ends" name="days" defaultValue="90">
        <option value="30">after 30 days</option>
        <option value="90">after 90 days</option>
        <option value="365">after a year</option>
        <option value="0">never</option>
      </SelectField>
      <FormError error={error} />
      <Button type="submit" look="primary" disabled={isBusy || chosen === 0}>
        {isBusy ? "Making it …" : "Make the key"}
      </Button>
    </form>
  );
}

function MadeKey({ text, allowed, onClose }: Made & { onClose: () => void }) {
  const path = scopes.find(({ scope, example }) => example && allowed.includes(scope))?.example;
  const example = path && `curl '${window.location.origin}${path}' \\\n  -H 'x-api-key: ${text}'`;
  return (
    <div className="grid grid-cols-1 gap-5 p-5">
      <div className="grid gap-2">
        <p className="text-muted">Copy it now: it is shown this once.</p>
        <code className="break-all rounded-control bg-sunken px-3 py-2.5 text-[13px]">{text}</code>
        <div>
          <CopyButton text={text} what="key" />
        </div>
      </div>
      {example && (
        <div className="grid gap-2">
          <p className="text-muted">Try it in a terminal:</p>
          <pre className="whitespace-pre-wrap break-all rounded-control bg-sunken px-3 py-2.5 text-[13px]">
            {example}
          </pre>
          <div>
            <CopyButton text={example} what="example" />
          </div>
        </div>
      )}
      <Button look="primary" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
