import type { AppError } from "@lumiku/app-sdk";
import type { Share } from "@lumiku/contracts/shares";
import { Button } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { SelectField } from "@lumiku/ui/field";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Link2, Link2Off } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { CopyButton } from "./copy-button";
import { sharesApi } from "./shares-api";
import { useRefreshed } from "./use-refreshed";
import { count, whenAhead } from "./words";

export interface ShareDialogProps {
  assetId: string;
  /** What visitors read above the picture. */
  title: string;
  onClose: () => void;
}

const MAX_TITLE_CHARACTERS = 120;
const DAY = 86_400;
const lifetimes = [
  [3_600, "1 hour"],
  [DAY, "1 day"],
  [7 * DAY, "7 days"],
  [30 * DAY, "30 days"],
  [90 * DAY, "90 days"],
] as const;

/** Links that show one picture to whoever has them: makes them, lists those that work, and takes them back. */
export function ShareDialog({ assetId, title, onClose }: ShareDialogProps) {
  const [links, reload, replace] = useRefreshed(() => sharesApi.list({ params: { assetId } }), [assetId]);
  const [seconds, setSeconds] = useState<number>(7 * DAY);
  const [isBusy, setBusy] = useState(false);
  const items = links.status === "ready" ? links.data.items : [];

  const create = async (expiresInSeconds: number) => {
    setBusy(true);
    try {
      const body = { title: title.slice(0, MAX_TITLE_CHARACTERS), expiresInSeconds };
      const made = await sharesApi.create({ params: { assetId }, body });
      // Before the list is here, what was made comes with it.
      if (links.status === "ready") replace({ items: [made, ...items] });
      else reload();
      await copy(made.url);
    } catch (error) {
      toast.error((error as AppError).message);
    } finally {
      setBusy(false);
    }
  };

  const revoke = async (share: Share) => {
    replace({ items: items.filter(({ id }) => id !== share.id) });
    try {
      await sharesApi.revoke({ params: { shareId: share.id } });
      toast("That link no longer works.");
    } catch (error) {
      reload();
      toast.error((error as AppError).message);
    }
  };

  return (
    <Dialog title="Share this picture" size="small" onClose={onClose}>
      <div className="grid gap-5 p-5">
        <p className="text-muted">
          Whoever has the link sees this picture and can download it, without an account. They see nothing else of
          yours.
        </p>
        <div className="flex flex-wrap items-end gap-2">
          <div className="min-w-36 flex-1">
            <SelectField
              label="The link works for"
              value={seconds}
              onChange={({ target }) => setSeconds(Number(target.value))}
            >
              {lifetimes.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </SelectField>
          </div>
          <Button look="primary" disabled={isBusy} onClick={() => void create(seconds)}>
            <Link2 size={16} aria-hidden="true" />
            {isBusy ? "Making it …" : "Make a link"}
          </Button>
        </div>
        <section aria-label="Links that work" aria-live="polite" className="grid gap-2">
          {links.status === "loading" && <Skeleton className="h-16" />}
          {links.status === "failed" && (
            <div role="alert" className="flex items-center justify-between gap-3 rounded-control bg-danger-soft p-3">
              <p className="text-danger">{links.error.message}</p>
              <Button size="small" onClick={reload}>
                Try again
              </Button>
            </div>
          )}
          {links.status === "ready" && items.length === 0 && (
            <p className="rounded-control bg-sunken px-3 py-4 text-center text-[13px] text-muted">
              No link works at the moment.
            </p>
          )}
          {items.map((share) => (
            <LinkRow key={share.id} share={share} onRevoke={() => void revoke(share)} />
          ))}
        </section>
      </div>
    </Dialog>
  );
}

function LinkRow({ share, onRevoke }: { share: Share; onRevoke: () => void }) {
  const views =
    share.views === 1 ? "seen once" : share.views === 0 ? "not seen yet" : `seen ${count(share.views)} times`;
  return (
    <div className="grid gap-2 rounded-control border border-line p-3">
      <input
        readOnly
        aria-label="Address of the link"
        value={share.url}
        onFocus={({ target }) => target.select()}
        className="w-full truncate rounded-md bg-sunken px-2.5 py-1.5 text-[13px] text-muted"
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="tabular text-[13px] text-faint">
          Ends {whenAhead(share.expiresAt)} · {views}
        </p>
        <div className="flex gap-1">
          <CopyButton text={share.url} what="link" look="quiet" size="small" className="max-md:h-11" />
          <Button look="quiet" size="small" className="max-md:h-11" onClick={onRevoke}>
            <Link2Off size={15} aria-hidden="true" />
            Take back
          </Button>
        </div>
      </div>
    </div>
  );
}

async function copy(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
    toast("The link is made and copied.");
  } catch {
    // Over plain HTTP from another machine a page may not write to the clipboard; the address stands below.
    toast("The link is made.");
  }
}
