import type { Furnish } from "../../core/testing/furnishings";

const furnish: Furnish = async (person, { database }) => {
  const project = await person.avatars.createProject({ body: { name: "Shop", description: "Staff" } });
  const params = { projectId: project.id };
  const body = { prompt: "A man in a blue suit", model: "illustrated", count: 2, seed: 7, width: 256, height: 256 };
  const generation = await person.follow(await person.avatars.generateAvatars({ params, body }));
  const avatars = await person.avatars.listAvatars({ params, query: {} });
  const preset = await person.avatars.createPreset({
    body: { name: "Mine", category: "professional", recipe: { prompt: "A portrait", model: "illustrated" } },
  });
  await database.client.avatarConsent.create({
    data: {
      ...{ id: crypto.randomUUID(), userId: person.userId, generationId: generation.id, assetIds: [] },
      statement: "They agreed.",
    },
  });
  return { ...params, generationId: generation.id, avatarId: avatars.items[0]?.id ?? "", presetId: preset.id };
};

export default furnish;
