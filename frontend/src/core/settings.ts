import type { AppError } from "@lumiku/app-sdk";
import type { Settings } from "@lumiku/contracts/accounts";
import { showSettings, useSession } from "./session";

/** What a person has set; undefined for nobody. */
export const useSettings = (): Settings | undefined => useSession((state) => state.me?.settings);

type Changes = Partial<Settings>;

export interface SettingsSaverDependencies {
  /** What is shown now; undefined for nobody. */
  read(): Settings | undefined;
  show(settings: Settings): void;
  /** @returns all settings, as the server has them then */
  send(changes: Changes): Promise<Settings>;
  tell(error: AppError): void;
}

/**
 * Changes settings at once, here and on the server. They are sent one after the other, so that the last one counts
 * there as it does here; what the server refuses is undone, and said.
 */
export function createSettingsSaver({ read, show, send, tell }: SettingsSaverDependencies) {
  let sent: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  return async (changes: Changes): Promise<void> => {
    const before = read();
    if (!before) return;
    show({ ...before, ...changes });
    waiting++;
    const answer = sent.then(() => send(changes));
    sent = answer.catch(() => {});
    try {
      const settings = await answer;
      // What still waits is shown already, and not in this answer.
      if (waiting === 1 && read()) show(settings);
    } catch (error) {
      const now = read();
      if (now) show({ ...now, ...pick(before, changes, now) });
      tell(error as AppError);
    } finally {
      waiting--;
    }
  };
}

/** The earlier values of what was changed, where that is still what is shown. */
function pick(before: Settings, changes: Changes, now: Settings): Changes {
  const names = Object.keys(changes) as (keyof Settings)[];
  return Object.fromEntries(names.filter((name) => now[name] === changes[name]).map((name) => [name, before[name]]));
}

export const saveSettings = createSettingsSaver({
  read: () => useSession.getState().me?.settings,
  show: showSettings,
  async send(changes) {
    const { accountApi } = await import("./account-api");
    return accountApi.updateSettings({ body: changes });
  },
  tell: (error) => void import("sonner").then(({ toast }) => toast.error(error.message)),
});
