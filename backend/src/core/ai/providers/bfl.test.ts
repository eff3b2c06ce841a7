import { afterAll, describe, expect, test } from "bun:test";
import { startBflServer } from "../testing/bfl-server";
import { describeProvider } from "../testing/provider-suite";
import { createBflProvider } from "./bfl";

describeProvider("bfl", {
  start: startBflServer,
  create: ({ url, limits }) => createBflProvider({ apiKey: "test-key", baseUrl: url, limits }),
  model: "flux-dev",
  canCancel: false,
});

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
});
