import { expect, setDefaultTimeout, test } from "bun:test";
import { composePrompt } from "@lumiku/contracts/avatar-creator-prompt";
import { type ProviderId, providerIds } from "@lumiku/contracts/providers";
import { subjects } from "../../../core/ai/testing/subjects";
import { subscribe } from "../../../core/quota/subscribe.fixture";
import { createTestPlatform } from "../../../core/testing/platform";

setDefaultTimeout(30_000);

const limits = { idleMs: 5_000, totalMs: 20_000 };
const modelOf = (id: ProviderId) => (id === "openai" ? "gpt-image" : "flux-dev");

const recipe = {
  prompt: "",
  persona: { name: "Amal", age: 34, personality: ["patient", "curious"], background: "a midwife in Alexandria" },
  attributes: {
    gender: "woman" as const,
    eyeColor: "green",
    hairStyle: "bun",
    clothing: "coat",
    clothingColor: "#000080",
  },
  negativePrompt: "sunglasses",
  background: "#008080",
};
const facts = ["Amal", "34 years old", "patient", "curious", "a midwife in Alexandria"];
const look = ["woman", "green eyes", "bun", "navy coat", "solid colour: teal"];

test.each(providerIds)("what is sent to %s names the whole person", async (id) => {
  const server = subjects[id].start();
  const platform = await createTestPlatform({ providers: [subjects[id].create({ url: server.url, limits })] });
  try {
    const ada = await platform.join();
    await subscribe(platform.database, ada.userId, { tier: "basic" });
    await platform.accounts.changed(ada.userId);
    const project = await ada.avatars.createProject({ body: { name: "Shop" } });
    const body = { ...recipe, model: modelOf(id), width: 512, height: 512 };
    const started = await ada.avatars.generateAvatars({ params: { projectId: project.id }, body });
    expect((await ada.follow(started)).status).toBe("completed");

    const sent = JSON.stringify(server.received.map((request) => request.body));
    for (const fact of [...facts, ...look]) expect(sent).toContain(fact);
    const hasNegativePrompt = id !== "openai";
    expect(sent).toContain(JSON.stringify(composePrompt(recipe, { hasNegativePrompt })).slice(1, -1));
    // A model that is not told apart what to leave out reads it in the prompt.
    expect(sent.includes("Without: sunglasses")).toBe(!hasNegativePrompt);
  } finally {
    await platform.close();
    await server.stop();
  }
});
