import { createClient, type Generation } from "@lumiku/app-sdk";
import type { Lane } from "@lumiku/contracts/queue";
import type { ServerEvent } from "@lumiku/dev/api-client";
import type { TestPlatform } from "./platform";
import { trial } from "./trial-app";

interface Drawing {
  seed?: number;
  prompt?: string;
  lane?: Lane;
  inputAssetIds?: string[];
}

export type TrialPerson = Awaited<ReturnType<typeof joinTrial>>;

/** A new account that works with the trial app. @param credits besides those of the welcome */
export async function joinTrial(platform: TestPlatform, credits = 0) {
  const person = await platform.join();
  if (credits > 0) await grant(platform, person.userId, credits);
  const api = createClient(trial, person.transport);
  const get = ({ id }: { id: string }) => person.generations.get({ params: { generationId: id } });
  return {
    ...person,
    get,
    draw: (model: string, count = 1, drawing: Drawing = {}, idempotencyKey?: string): Promise<Generation> =>
      api.draw({ body: { model, count, ...drawing }, ...(idempotencyKey !== undefined && { idempotencyKey }) }),
    cancel: ({ id }: { id: string }) => person.generations.cancel({ params: { generationId: id } }),
    retry: ({ id }: { id: string }, idempotencyKey?: string) =>
      person.generations.retry({
        params: { generationId: id },
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      }),
    remove: ({ id }: { id: string }) => person.generations.remove({ params: { generationId: id } }),
    balance: async () => (await person.accounts.me()).credits,
    /** Reads the live stream until `isLast`, and gives what came. */
    async listen(): Promise<(isLast: (event: ServerEvent) => boolean) => Promise<ServerEvent[]>> {
      const controller = new AbortController();
      const stream = await person.events({ signal: controller.signal });
      return async (isLast) => {
        const seen: ServerEvent[] = [];
        for await (const event of stream) {
          seen.push(event);
          if (isLast(event)) break;
        }
        controller.abort();
        return seen;
      };
    },
  };
}

/** Makes someone an administrator. */
export async function promote({ database, sessions }: TestPlatform, userId: string): Promise<void> {
  await database.client.user.update({ where: { id: userId }, data: { role: "admin" } });
  await sessions.revoke(userId);
}

async function grant({ database, accounts }: TestPlatform, userId: string, credits: number): Promise<void> {
  const key = `grant:${crypto.randomUUID()}`;
  await database.client.ledgerEntry.create({
    data: { userId, kind: "grant", availableDelta: credits, heldDelta: 0, idempotencyKey: key, note: "For a test" },
  });
  await accounts.changed(userId);
}
