import { AppError } from "@lumiku/app-sdk";
import type { Me, Settings } from "@lumiku/contracts/accounts";
import { create } from "zustand";
import { useGenerations } from "./generations";
import { callAuth, onSignedOut } from "./http";
import { useNotifications } from "./notifications";
import { usePayments } from "./payments";
import { platform } from "./platform";
import { chooseTheme } from "./theme";
import { chooseLanguage } from "./words";

type State = { status: "loading" | "unreachable" | "signed-out"; me: null } | { status: "signed-in"; me: Me };

export const useSession = create<State>()(() => ({ status: "loading", me: null }));

/** Changes whenever somebody signs in or out in this browser; other tabs hear of it. */
const CHANGED_KEY = "lumiku.session-changed";

let lastAsked = 0;
let settingsShown = 0;

/**
 * Asks the server who is signed in. An answer that was overtaken is dropped, and one that was on its way while settings
 * were changed here does not take them back.
 */
export async function refreshSession(ask: () => Promise<Me> = platform.accounts.me): Promise<void> {
  const asked = ++lastAsked;
  const shownBefore = settingsShown;
  try {
    const me = await ask();
    if (asked !== lastAsked) return;
    const known = useSession.getState().me;
    const isChanged = shownBefore !== settingsShown && known?.user.id === me.user.id;
    remember(isChanged ? { ...me, settings: known.settings } : me);
  } catch (error) {
    const isUnknown = error instanceof AppError && error.code === "UNAUTHENTICATED";
    if (isUnknown) forget();
    else if (useSession.getState().status === "loading") useSession.setState({ status: "unreachable", me: null });
  }
}

/** Follows what other tabs do: they share this one's session, so they sign in and out together. */
export function followOtherTabs(): void {
  window.addEventListener("storage", ({ key }) => {
    if (key === CHANGED_KEY) void refreshSession();
  });
}

/** Takes what the stream says of the account; nothing while nobody is signed in. */
export function updateMe(changes: Partial<Pick<Me, "account" | "credits" | "quota">>): void {
  const { me } = useSession.getState();
  if (me) useSession.setState({ status: "signed-in", me: { ...me, ...changes } });
}

/** Takes what a person has just set; nothing while nobody is signed in. */
export function showSettings(settings: Settings): void {
  const { me } = useSession.getState();
  if (!me) return;
  settingsShown++;
  useSession.setState({ status: "signed-in", me: { ...me, settings } });
}

/** @returns "second-factor" when the password was right and a code is needed as well */
export async function signIn(email: string, password: string): Promise<"signed-in" | "second-factor"> {
  const answer = await callAuth<{ twoFactorRedirect?: boolean }>("sign-in/email", { email, password });
  if (answer.twoFactorRedirect) return "second-factor";
  await sessionChanged();
  return "signed-in";
}

/** The second step: a code of the authenticator app, or one of the backup codes. */
export async function signInWithCode(code: string, kind: "totp" | "backup-code", trustDevice: boolean): Promise<void> {
  await callAuth(`two-factor/verify-${kind}`, { code, trustDevice });
  await sessionChanged();
}

/** @returns "unconfirmed" where an address has to be confirmed before the account can be used */
export async function signUp(name: string, email: string, password: string): Promise<"signed-in" | "unconfirmed"> {
  const { token } = await callAuth<{ token: string | null }>("sign-up/email", { name, email, password });
  if (!token) return "unconfirmed";
  await sessionChanged();
  return "signed-in";
}

/** Leaves for another service's page, which leads back to `then`. */
export async function startSocialSignIn(providerId: string, then: string): Promise<void> {
  const { url } = await callAuth<{ url: string }>("sign-in/social", {
    provider: providerId,
    callbackURL: then,
    errorCallbackURL: "/sign-in",
  });
  window.location.assign(url);
}

export async function signOut(): Promise<void> {
  await callAuth("sign-out", {});
  localStorage.setItem(CHANGED_KEY, String(Date.now()));
  forget();
}

/** Whoever was signed in before may be another now, here and in other tabs. */
export async function sessionChanged(): Promise<void> {
  localStorage.setItem(CHANGED_KEY, String(Date.now()));
  await refreshSession();
}

function remember(me: Me): void {
  const known = useSession.getState().me;
  // What is here of another person's work must not be seen, not even for a moment.
  if (known && known.user.id !== me.user.id) clearStores();
  useSession.setState({ status: "signed-in", me });
}

function forget(): void {
  lastAsked++;
  clearStores();
  useSession.setState({ status: "signed-out", me: null });
}

function clearStores(): void {
  useGenerations.getState().clear();
  usePayments.getState().clear();
  useNotifications.getState().clear();
}

useSession.subscribe(({ me }, before) => {
  if (!me || me.settings === before.me?.settings) return;
  chooseTheme(me.settings.theme);
  chooseLanguage(me.settings.language);
});

onSignedOut(forget);
