import type { AppError } from "@lumiku/app-sdk";
import type { ApiKey } from "@lumiku/contracts/account";
import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { accountApi } from "../../core/account-api";
import { useRefreshed } from "../../core/use-refreshed";
import { day, timeAgo } from "../../core/words";
import { LoadedList } from "../loading";
import { FooterHint, Section, sectionList, sectionRow } from "../section";
import { NewApiKey } from "./new-api-key";

/** Keys for programs. Ending one is shown at once, and undone when the server could not do it. */
export function ApiKeys() {
  const [state, reload, replace] = useRefreshed(() => accountApi.listApiKeys(), []);
  const heading = useRef<HTMLHeadingElement>(null);
  const [isCreating, setCreating] = useState(false);
  const [ending, setEnding] = useState<ApiKey>();
  const keys = state.status === "ready" ? state.data.items : [];

  const end = async ({ id: keyId, name }: ApiKey) => {
    setEnding(undefined);
    replace({ items: keys.filter(({ id }) => id !== keyId) });
    try {
      await accountApi.revokeApiKey({ params: { keyId } });
      toast.success(`${name} no longer works`);
      // The button that had focus is gone.
      if (document.activeElement === document.body) heading.current?.focus();
    } catch (error) {
      toast.error((error as AppError).message);
    }
    reload();
  };

  return (
    <Section
      title="API keys"
      lead={
        <>
          For scripts and other programs, which send one as <code className="whitespace-nowrap">x-api-key</code>. No key
          can buy, change your account or administer.
        </>
      }
      headingRef={heading}
      footer={
        <>
          <FooterHint>
            <a
              href="/api/docs"
              target="_blank"
              rel="noopener"
              className="inline-flex min-h-11 items-center font-medium text-accent-ink underline underline-offset-2"
            >
              API reference
            </a>
          </FooterHint>
          <Button onClick={() => setCreating(true)}>Make a key</Button>
        </>
      }
    >
      <LoadedList state={state} onRetry={reload}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="rounded-control bg-sunken px-4 py-3">
              No keys yet. Make one for each program, so that you can end one without the others.
            </p>
          ) : (
            <ul aria-label="API keys" className={sectionList}>
              {items.map((key) => (
                <KeyLine key={key.id} apiKey={key} onEnd={() => setEnding(key)} />
              ))}
            </ul>
          )
        }
      </LoadedList>
      {isCreating && <NewApiKey onClose={() => setCreating(false)} onMade={reload} />}
      {ending && <EndKey apiKey={ending} onClose={() => setEnding(undefined)} onEnd={() => void end(ending)} />}
    </Section>
  );
}

function KeyLine({ apiKey, onEnd }: { apiKey: ApiKey; onEnd: () => void }) {
  const { name, start, scopes, createdAt, lastUsedAt, expiresAt } = apiKey;
  const facts = [
    `made ${day(createdAt)}`,
    lastUsedAt ? `used ${timeAgo(lastUsedAt)}` : "never used",
    expiresAt ? `ends ${day(expiresAt)}` : "never ends",
  ];
  return (
    <li className={sectionRow}>
      <div className="grid min-w-0 flex-1 basis-40 gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="wrap-anywhere">{name}</span>
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </p>
        <p className="text-[13px] text-muted">
          <code>{start}…</code> · {facts.join(" · ")}
        </p>
      </div>
      <Button size="small" look="danger" className="max-md:h-11" onClick={onEnd} aria-label={`End ${name}`}>
        End
      </Button>
    </li>
  );
}

interface EndKeyProps {
  apiKey: ApiKey;
  onClose: () => void;
  onEnd: () => void;
}

function EndKey({ apiKey, onClose, onEnd }: EndKeyProps) {
  return (
    <Dialog title={`End ${apiKey.name}?`} size="small" onClose={onClose}>
      <div className="grid gap-4 p-5">
        <p className="text-muted">Whatever uses it stops working at once. An ended key cannot be brought back.</p>
        <div className="flex flex-wrap gap-2">
          <Button look="danger" onClick={onEnd}>
            End the key
          </Button>
          <Button onClick={onClose}>Keep it</Button>
        </div>
      </div>
    </Dialog>
  );
}
