import { describe, expect, test } from "bun:test";
import { type ModelContract, tiers } from "@lumiku/app-sdk";
import { createProviderCatalogue } from "../ai/catalogue";
import { createModelAccess, findClosedReason, findTierRefusal } from "./access";

const model = (terms: Partial<ModelContract>): ModelContract => ({
  ...{ name: "Flux", summary: "", action: "draw", minTier: "free", costCredits: 1, costUnits: 1 },
  ...{ has: ["text-to-image"], providers: { fal: "fal-ai/flux" } },
  ...terms,
});

describe("a model above the account's tier", () => {
  test("is refused by every lower tier and by no other", () => {
    for (const minTier of tiers) {
      for (const tier of tiers) {
        const refusal = findTierRefusal("flux", model({ minTier }), tier);
        expect(refusal === null).toBe(tiers.indexOf(tier) >= tiers.indexOf(minTier));
        if (refusal) expect(refusal).toMatchObject({ code: "MODEL_LOCKED", status: 403, details: { minTier } });
      }
    }
  });

  test("says what opens it: a plan, and for Basic any credit pack", () => {
    const reasonOf = (minTier: "basic" | "pro") => findTierRefusal("flux", model({ minTier }), "free")?.message;
    expect(reasonOf("pro")).toBe("Flux is part of the Pro plan and above.");
    expect(reasonOf("basic")).toBe("Flux is part of the Basic plan and above; any credit pack opens it, too.");
    expect(findClosedReason("pro", "basic")).toBe("Part of the Pro plan and above.");
  });
});

describe("a model that nobody serves", () => {
  const access = createModelAccess({
    catalogue: createProviderCatalogue({ providers: [] }),
    circuits: { findOpen: async () => null },
  });
  const reasonFor = async (role: "user" | "admin", terms: Partial<ModelContract> = {}) =>
    (await access.findRefusal("flux", model(terms), { tier: "free", role }))?.message;

  test("tells administrators what to set, and nobody else", async () => {
    expect(await reasonFor("user")).toBe("No provider for this model is set up on this platform.");
    expect(await reasonFor("admin")).toBe("No provider is set up for Flux on this server. Set one of FAL_KEY (fal).");
  });

  test("is refused for the tier first: the plan is what the person can change", async () => {
    expect(await reasonFor("admin", { minTier: "pro" })).toBe("Flux is part of the Pro plan and above.");
  });
});
