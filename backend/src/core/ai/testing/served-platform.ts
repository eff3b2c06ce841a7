import type { ProviderId } from "@lumiku/contracts/providers";
import { createTestPlatform, type TestPlatform, type TestPlatformOptions } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial, type TrialPerson } from "../../testing/trial-person";
import type { Provider } from "../provider";
import type { HttpLimits } from "../provider-http";
import type { ProtocolServer } from "./protocol-server";
import { compatibleSubject, subjects } from "./subjects";

// The trial model has a compatible server's name for OpenAI's protocol.
export const played = { ...subjects, openai: compatibleSubject };

export interface Served<Id extends ProviderId> {
  platform: TestPlatform;
  ada: TrialPerson;
  servers: Record<Id, ProtocolServer>;
  providers: Provider[];
  close(): Promise<void>;
}

const patient: HttpLimits = { idleMs: 2_000, totalMs: 5_000 };

export interface ServeOptions extends TestPlatformOptions {
  /** How long the adapters wait; enough for a busy machine when left out. */
  http?: HttpLimits;
}

/** A platform whose trial model "remote" these providers serve, in this order, and a person on it. */
export async function serve<Id extends ProviderId>(
  ids: readonly Id[],
  { http = patient, ...options }: ServeOptions = {},
): Promise<Served<Id>> {
  const servers = Object.fromEntries(ids.map((id) => [id, played[id].start()])) as Record<Id, ProtocolServer>;
  const providers = ids.map((id) => played[id].create({ url: servers[id].url, limits: http }));
  const platform = await createTestPlatform({ apps: [trialApp], providers, ...options });
  return {
    ...{ platform, servers, providers },
    ada: await joinTrial(platform),
    async close() {
      await platform.close();
      await Promise.all(ids.map((id) => servers[id].stop()));
    },
  };
}

/** Lets another fal server have the picture with this seed. The tickets of both are good for either. */
export function divert(provider: Provider | undefined, { seed, to }: { seed: number; to: ProtocolServer }): void {
  const elsewhere = played.fal.create({ url: to.url, limits: patient });
  if (provider?.kind !== "ticketed" || elsewhere.kind !== "ticketed") throw new Error("fal gives tickets");
  const { submit } = provider;
  provider.submit = (request, signal) => (request.seed === seed ? elsewhere : { submit }).submit(request, signal);
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await Bun.sleep(5);
}
