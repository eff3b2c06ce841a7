import { AppError } from "@lumiku/app-sdk";
import type { Credits, Me } from "@lumiku/contracts/accounts";
import { create } from "zustand";
import { useGenerations } from "./generations";
import { callAuth, onSignedOut } from "./http";
import { platform } from "./platform";

type State = { status: "loading" | "unreachable" | "signed-out"; me: null } | { status: "signed-in"; me: Me };

export const useSession = create<State>()(() => ({ status: "loading", me: null }));

/** Changes whenever somebody signs in or out in this browser; other tabs hear of it. */
const CHANGED_KEY = "lumiku.session-changed";

let lastAsked = 0;

/** Asks the server who is signed in. An answer that was overtaken is dropped. */
export async function refreshSession(): Promise<void> {
  const asked = ++lastAsked;
  try {
    const me = await platform.accounts.me();
    if (asked === lastAsked) remember(me);
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

export function setCredits(credits: Credits): void {
  const { me } = useSession.getState();
  if (me) useSession.setState({ status: "signed-in", me: { ...me, credits } });
}

export async function signIn(email: string, password: string): Promise<void> {
  await changeSession("sign-in/email", { email, password });
  await refreshSession();
}

export async function signUp(name: string, email: string, password: string): Promise<void> {
  await changeSession("sign-up/email", { name, email, password });
  await refreshSession();
}

export async function signOut(): Promise<void> {
  await changeSession("sign-out", {});
  forget();
}

async function changeSession(path: string, body: Record<string, unknown>): Promise<void> {
  await callAuth(path, body);
  localStorage.setItem(CHANGED_KEY, String(Date.now()));
}

function remember(me: Me): void {
  const known = useSession.getState().me;
  // What is here of another person's work must not be seen, not even for a moment.
  if (known && known.user.id !== me.user.id) useGenerations.getState().clear();
  useSession.setState({ status: "signed-in", me });
}

function forget(): void {
  lastAsked++;
  useGenerations.getState().clear();
  useSession.setState({ status: "signed-out", me: null });
}

onSignedOut(forget);
