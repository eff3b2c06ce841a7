import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { inspectImage } from "../../assets/images";
import { complete } from "../complete";
import { type Picture, type PictureRequest, ProviderFailure, type Ticket } from "../provider";
import { play, scenarios } from "./protocol-server";
import { shortLimits as limits, type Outcome, outcomeOf, type ProviderUnderTest } from "./subjects";

const pace = { firstMs: 2, longestMs: 10 };
const logger = { debug() {}, info() {}, warn() {}, error() {} };

/** What every provider's adapter keeps, against a server that speaks its protocol. */
export function describeProvider(name: string, subject: ProviderUnderTest): void {
  describe(`${name} adapter`, () => {
    const server = subject.start();
    const provider = subject.create({ url: server.url, limits });
    afterAll(() => server.stop());
    beforeEach(() => play(server, "success"));

    const request: PictureRequest = {
      ...{ model: subject.model, prompt: "A red hat", width: 256, height: 320, seed: 7, references: [] },
    };
    const make = async (signal: AbortSignal, onTicket: (ticket: Ticket) => void = () => {}): Promise<Picture> => {
      if (provider.kind === "direct") return provider.generate(request, signal);
      const ticket = await provider.submit(request, signal);
      onTicket(ticket);
      return complete(provider, ticket, { signal, logger, pace });
    };
    const attempt = async (): Promise<{ outcome: Outcome; failure?: ProviderFailure }> => {
      const signal = AbortSignal.timeout(1_500);
      try {
        const { bytes } = await make(signal);
        return {
          outcome: await inspectImage(bytes).then(
            () => "picture" as const,
            () => "spoilt" as const,
          ),
        };
      } catch (error) {
        if (error instanceof ProviderFailure) return { outcome: error.kind, failure: error };
        if (signal.aborted) return { outcome: "endless" };
        throw error;
      }
    };

    test.each([...scenarios])("%s", async (scenario) => {
      server.scenario = scenario;
      const { outcome, failure } = await attempt();
      expect(outcome).toBe(outcomeOf(subject, scenario));
      if (scenario === "busy-with-retry-after") expect(failure?.retryAfterMs).toBe(7_000);
    });

    test("a server that is not there is an outage", async () => {
      const gone = subject.create({ url: "http://127.0.0.1:9", limits });
      const signal = AbortSignal.timeout(1_500);
      const attempt = gone.kind === "direct" ? gone.generate(request, signal) : gone.submit(request, signal);
      expect(await attempt.catch((error: unknown) => error)).toMatchObject({ name: "ProviderFailure", kind: "outage" });
    });

    test("stopping ends the wait at once, and the call where the provider can", async () => {
      server.scenario = "never-ends";
      const controller = new AbortController();
      let ticket: Ticket | undefined;
      const attempt = make(controller.signal, (given) => {
        ticket = given;
      }).catch((error: unknown) => error);
      while (server.accepted === 0 || (provider.kind === "ticketed" && !ticket)) await Bun.sleep(1);
      controller.abort("cancelled");
      expect(await attempt).toBe("cancelled");
      if (provider.kind === "ticketed" && ticket) {
        await provider.cancel(ticket);
        await provider.cancel(ticket);
        expect(server.cancelled.size).toBe(subject.canCancel ? 1 : 0);
      }
    });

    test("after a crash the stored ticket alone is enough, and nothing is submitted twice", async () => {
      if (provider.kind !== "ticketed") return;
      const ticket = await provider.submit(request, AbortSignal.timeout(3_000));
      const reborn = subject.create({ url: server.url, limits });
      if (reborn.kind !== "ticketed") throw new Error("the provider changed its kind");
      const stored = JSON.parse(JSON.stringify(ticket)) as Ticket;
      const { bytes } = await complete(reborn, stored, { signal: AbortSignal.timeout(3_000), logger, pace });
      expect((await inspectImage(bytes)).mime).toBe("image/png");
      expect(server.accepted).toBe(1);
    });
  });
}
