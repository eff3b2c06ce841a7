import type { ProviderId } from "@lumiku/contracts/providers";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { played } from "./served-platform";

export interface Post {
  id: ProviderId;
  /** Where the provider is. */
  url: string;
  deployment: TestPlatform["deployment"];
}

// Works for several platforms, with one provider each, until it is killed.
await Promise.all(
  (JSON.parse(process.argv[2] ?? "[]") as Post[]).map(({ id, url, deployment }) =>
    createTestPlatform({
      ...{ apps: [trialApp], beside: { deployment }, locks: { lockDurationMs: 1_000, stalledIntervalMs: 500 } },
      providers: [played[id].create({ url, limits: { idleMs: 60_000, totalMs: 60_000 } })],
    }),
  ),
);
process.stdout.write("ready\n");
