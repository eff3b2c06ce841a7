import type { AppError, Generation } from "@lumiku/app-sdk";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import type { GenerateAvatars } from "@lumiku/contracts/avatar-creator-recipe";
import type { ServerEvent } from "@lumiku/dev/api-client";
import sharp from "sharp";
import type { TestPlatform } from "../../core/testing/platform";

export type Member = Awaited<ReturnType<TestPlatform["join"]>>;

let seeds = 0;

/** Draws with the built-in illustrators, small and each time something else. */
export async function draw(
  person: Member,
  projectId: string,
  recipe: Partial<GenerateAvatars> = {},
): Promise<Generation> {
  const body = { prompt: "A man", model: "illustrated", width: 256, height: 256, seed: seeds++, ...recipe };
  return person.follow(await person.avatars.generateAvatars({ params: { projectId }, body }));
}

/** The same, as avatars in the order in which they were drawn. */
export async function drawAvatars(
  person: Member,
  projectId: string,
  recipe: Partial<GenerateAvatars> = {},
): Promise<Avatar[]> {
  const { id } = await draw(person, projectId, recipe);
  const { items } = await person.avatars.listAvatars({ params: { projectId } });
  return items.filter(({ generationId }) => generationId === id).reverse();
}

export async function drawAvatar(
  person: Member,
  projectId: string,
  recipe: Partial<GenerateAvatars> = {},
): Promise<Avatar> {
  const [avatar] = await drawAvatars(person, projectId, recipe);
  if (!avatar) throw new Error("No avatar was drawn");
  return avatar;
}

/** A photo of its own: a plain colour that nobody else has. */
export async function takePhoto(name = "Amal.jpg"): Promise<File> {
  const [r, g, b] = crypto.getRandomValues(new Uint8Array(3)) as unknown as [number, number, number];
  const image = sharp({ create: { width: 96, height: 128, channels: 3, background: { r, g, b } } });
  return new File([new Uint8Array(await image.jpeg().toBuffer())], name, { type: "image/jpeg" });
}

/** What reaches a person's stream until `work` is done and the last event of it has come. */
export async function listen(person: Member, work: () => Promise<unknown>, count: number): Promise<ServerEvent[]> {
  const controller = new AbortController();
  const stream = await person.events({ signal: controller.signal });
  await work();
  const events: ServerEvent[] = [];
  for await (const event of stream) {
    if (event.type.startsWith("avatar-creator/")) events.push(event);
    if (events.length === count) break;
  }
  controller.abort();
  return events;
}

/** The code something was refused with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "no error",
    (error: AppError) => error.code,
  );
}
