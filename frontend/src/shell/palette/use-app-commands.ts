import type { WebCommand } from "@lumiku/app-sdk/web";
import type { AppManifest } from "@lumiku/contracts/apps";
import { useEffect, useState } from "react";
import { findWebApp } from "../web-apps";

export interface AppCommand extends WebCommand {
  app: AppManifest;
}

/** What the apps that are open to a person offer to do; of one that cannot be loaded, nothing. */
export function useAppCommands(apps: readonly AppManifest[]): AppCommand[] {
  const [commands, setCommands] = useState<AppCommand[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const open = apps.filter(({ access, features }) => access.isOpen && !features.comingSoon);
    void Promise.all(open.map(loadCommands)).then((all) => isCurrent && setCommands(all.flat()));
    return () => {
      isCurrent = false;
    };
  }, [apps]);
  return commands;
}

async function loadCommands(app: AppManifest): Promise<AppCommand[]> {
  try {
    const webApp = await findWebApp(app.id)?.();
    return (webApp?.commands ?? []).map((command) => ({ ...command, app }));
  } catch {
    return [];
  }
}
