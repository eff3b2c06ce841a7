import { afterAll, describe, expect, test } from "bun:test";
import { startBflServer } from "../testing/bfl-server";
import { describeProvider } from "../testing/provider-suite";
import { subjects } from "../testing/subjects";
import { createBflProvider } from "./bfl";

describeProvider("bfl", subjects.bfl);

describe("bfl's wire", () => {
  const server = startBflServer();
  afterAll(() => server.stop());
  const provider = createBflProvider({ apiKey: "test-key", baseUrl: server.url });

  test("Kontext gets its references as base64 and the size as an aspect ratio", async () => {
    const signal = AbortSignal.timeout(5_000);
    const references = [new Uint8Array([1]), new Uint8Array([2])];
    const request = { model: "flux-kontext-pro", prompt: "A hat", width: 1024, height: 768, seed: 3, references };
    await provider.submit(request, signal);
    expect(server.received.at(-1)).toMatchObject({
      path: "/v1/flux-kontext-pro",
      body: { prompt: "A hat", seed: 3, aspect_ratio: "4:3", input_image: "AQ==", input_image_2: "Ag==" },
    });
  });

  test.each([
    [1376, 768, "43:24"],
    [1440, 512, "7:3"],
    [512, 1440, "3:7"],
    [1400, 600, "7:3"],
  ])("Kontext is asked for %i × %i as %s", async (width, height, aspect_ratio) => {
    const request = { model: "flux-kontext-pro", prompt: "A hat", width, height, references: [] };
    await provider.submit(request, AbortSignal.timeout(5_000));
    expect(server.received.at(-1)?.body).toMatchObject({ aspect_ratio });
  });
});
