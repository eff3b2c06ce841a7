import type { AppError } from "@lumiku/app-sdk";
import type { Device } from "@lumiku/contracts/account";
import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { Laptop, MonitorSmartphone, Smartphone, Tablet } from "lucide-react";
import { useRef } from "react";
import { toast } from "sonner";
import { accountApi } from "../../core/account-api";
import { useRefreshed } from "../../core/use-refreshed";
import { day, timeAgo } from "../../core/words";
import { LoadedList } from "../loading";
import { FooterHint, Section, sectionList, sectionRow } from "../section";

const icons = { desktop: Laptop, mobile: Smartphone, tablet: Tablet, unknown: MonitorSmartphone } as const;

const LATELY_MS = 48 * 3_600_000;

/** Where the account is open. Signing out is shown at once, and undone when the server could not do it. */
export function Devices() {
  const [state, reload, replace] = useRefreshed(() => accountApi.listDevices(), []);
  const heading = useRef<HTMLHeadingElement>(null);
  const devices = state.status === "ready" ? state.data.items : [];

  const signOut = async (isGone: (device: Device) => boolean, act: () => Promise<void>, done: string) => {
    replace({ items: devices.filter((device) => !isGone(device)) });
    // The button that had focus is gone.
    heading.current?.focus();
    try {
      await act();
      toast.success(done);
    } catch (error) {
      toast.error((error as AppError).message);
    }
    reload();
  };
  const revoke = ({ id: deviceId, name }: Device) =>
    signOut(
      ({ id }) => id === deviceId,
      () => accountApi.revokeDevice({ params: { deviceId } }),
      `${name} is signed out`,
    );
  const revokeOthers = () =>
    signOut(
      ({ isCurrent }) => !isCurrent,
      () => accountApi.revokeOtherDevices(),
      "Signed out everywhere else",
    );

  return (
    <Section
      title="Devices"
      lead="Where you are signed in. Whatever you do not know, sign out."
      headingRef={heading}
      footer={
        devices.length > 1 && (
          <>
            <FooterHint>You stay signed in here.</FooterHint>
            <Button onClick={revokeOthers}>Sign out everywhere else</Button>
          </>
        )
      }
    >
      <LoadedList state={state} onRetry={reload}>
        {({ items }) => (
          <ul aria-label="Devices" className={sectionList}>
            {items.map((device) => (
              <DeviceLine key={device.id} device={device} onRevoke={() => void revoke(device)} />
            ))}
          </ul>
        )}
      </LoadedList>
    </Section>
  );
}

function DeviceLine({ device, onRevoke }: { device: Device; onRevoke: () => void }) {
  const Icon = icons[device.kind];
  const facts = [device.address, `signed in ${day(device.signedInAt)}`, describeUse(device)];
  return (
    <li className={sectionRow}>
      <Icon size={20} className="shrink-0 text-muted" aria-hidden="true" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {device.name}
          {device.isCurrent && <Badge tone="accent">This device</Badge>}
        </p>
        <p className="text-[13px] text-muted">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      {!device.isCurrent && (
        <Button size="small" className="max-md:h-11" onClick={onRevoke} aria-label={`Sign out ${device.name}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}

/** Sessions are renewed once a day: within two of them nobody can say more. */
function describeUse({ isCurrent, lastSeenAt }: Device): string {
  if (isCurrent) return "in use now";
  return Date.now() - Date.parse(lastSeenAt) < LATELY_MS ? "used lately" : `last used ${timeAgo(lastSeenAt)}`;
}
