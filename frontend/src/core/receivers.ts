import type { AppManifest } from "@lumiku/contracts/apps";

export interface Receiver {
  id: string;
  name: string;
  /** What it does with a picture: "Use as a reference". */
  label: string;
  /** Where it takes the picture in. */
  to: string;
  /** Why it takes nothing from this account; null when it does. */
  reason: string | null;
}

/** The apps a picture can be sent to, open ones first. */
export function listReceivers(apps: readonly AppManifest[], assetId: string, exceptAppId?: string): Receiver[] {
  return apps
    .flatMap(({ id, name, receives, access }): Receiver[] => {
      if (!receives || id === exceptAppId) return [];
      const path = [`/apps/${id}`, receives.path.replace(/^\/|\/$/g, "")].filter(Boolean).join("/");
      const reason = access.isOpen ? null : (access.reason ?? "Not open yet");
      return [{ id, name, label: receives.label, to: `${path}?asset=${encodeURIComponent(assetId)}`, reason }];
    })
    .sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null));
}
