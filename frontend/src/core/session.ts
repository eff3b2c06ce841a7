import { AppError } from "@lumiku/app-sdk";
import type { Credits, Me } from "@lumiku/contracts/accounts";
import { create } from "zustand";
import { useGenerations } from "./generations";
import { callAuth, onSignedOut } from "./http";
import { platform } from "./platform";

type State = { status: "loading" | "unreachable" | "signed-out"; me: null } | { status: "signed-in"; me: Me };

export const useSession = create<State>()(() => ({ status: "loading", me: null }));

/** Asks the server who is signed in. */
export async function refreshSession(): Promise<void> {
  try {
    useSession.setState({ status: "signed-in", me: await platform.accounts.me() });
  } catch (error) {
    const isUnknown = error instanceof AppError && error.code === "UNAUTHENTICATED";
    if (isUnknown) forget();
    else if (useSession.getState().status === "loading") useSession.setState({ status: "unreachable", me: null });
  }
}

export function setCredits(credits: Credits): void {
  const { me } = useSession.getState();
  if (me) useSession.setState({ status: "signed-in", me: { ...me, credits } });
}

export async function signIn(email: string, password: string): Promise<void> {
  await callAuth("sign-in/email", { email, password });
  await refreshSession();
}

export async function signUp(name: string, email: string, password: string): Promise<void> {
  await callAuth("sign-up/email", { name, email, password });
  await refreshSession();
}

export async function signOut(): Promise<void> {
  await callAuth("sign-out", {});
  forget();
}

function forget(): void {
  useGenerations.getState().clear();
  useSession.setState({ status: "signed-out", me: null });
}

onSignedOut(forget);
