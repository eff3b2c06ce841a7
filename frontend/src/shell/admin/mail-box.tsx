import type { MailMessage } from "@lumiku/contracts/administration";
import { Badge } from "@lumiku/ui/badge";
import { Dialog } from "@lumiku/ui/dialog";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Notice } from "@lumiku/ui/notice";
import { Mail } from "lucide-react";
import { useState } from "react";
import { CopyButton } from "../../core/copy-button";
import { useSignInOptions } from "../../core/sign-in-options";
import { usePages } from "../../core/use-pages";
import { moment } from "../../core/words";
import { Paged } from "../paged";
import { admin } from "./api";

const tones = { waiting: "warning", sent: "success", kept: "neutral", failed: "danger" } as const;

/** What the platform has written to people. Without SMTP this is where it is read. */
export function MailBox() {
  const pages = usePages("mail", (cursor) => admin.listMail({ query: { limit: 50, ...(cursor && { cursor }) } }));
  const isKept = useSignInOptions()?.sendsMail === false;
  const [opened, setOpened] = useState<MailMessage>();
  return (
    <div className="grid grid-cols-1 gap-4">
      {isKept && (
        <Notice title="Mail is kept here instead of sent">
          Read people what they wait for, or set up <code>SMTP_URL</code> and it goes out by itself.
        </Notice>
      )}
      <Paged
        pages={pages}
        empty={
          <EmptyState icon={<Mail size={22} />} title="No mail yet">
            Confirmations, new passwords and receipts are listed here, with what became of them.
          </EmptyState>
        }
      >
        {(mails) => (
          <ul aria-label="Mail" className="divide-y divide-line rounded-card border border-line bg-surface">
            {mails.map((mail) => (
              <li key={mail.id} className="group">
                <MailLine mail={mail} onOpen={() => setOpened(mail)} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
      {opened && <MailDialog mail={opened} onClose={() => setOpened(undefined)} />}
    </div>
  );
}

function MailLine({ mail, onOpen }: { mail: MailMessage; onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-left -outline-offset-2 transition-colors duration-150 group-first:rounded-t-card group-last:rounded-b-card hover:bg-sunken"
    >
      <span className="min-w-0 flex-1 basis-56">
        <span className="block truncate font-medium">{mail.subject}</span>
        <span className="block truncate text-[13px] text-muted">to {mail.to}</span>
      </span>
      <span className="flex items-center gap-3">
        <Badge tone={tones[mail.status]}>{mail.status}</Badge>
        <span className="tabular text-[13px] text-muted">{moment(mail.createdAt)}</span>
      </span>
    </button>
  );
}

function MailDialog({ mail, onClose }: { mail: MailMessage; onClose: () => void }) {
  return (
    <Dialog title={mail.subject} size="small" onClose={onClose}>
      <div className="grid grid-cols-1 gap-4 p-5">
        <p className="wrap-anywhere text-[13px] text-muted">
          To {mail.to} · {moment(mail.createdAt)}
        </p>
        {mail.error && <p className="rounded-control bg-danger-soft px-3 py-2.5 text-danger">{mail.error}</p>}
        <Linked text={mail.text} />
        <div>
          <CopyButton text={mail.text} what="text" />
        </div>
      </div>
    </Dialog>
  );
}

/** A plain text whose addresses can be followed. */
function Linked({ text }: { text: string }) {
  return (
    <p className="wrap-anywhere whitespace-pre-wrap">
      {text.split(/(https?:\/\/\S+)/).map((part) =>
        /^https?:\/\//.test(part) ? (
          <a key={part} href={part} target="_blank" rel="noopener" className={linkClass}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  );
}

const linkClass = "text-accent-ink underline underline-offset-2";
