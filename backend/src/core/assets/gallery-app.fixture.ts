import { Asset, AssetUse, createClient, defineContract, Generation } from "@lumiku/app-sdk";
import { type AppContext, type BuiltinModel, defineAction, defineApp, defineRoutes } from "@lumiku/app-sdk/server";
import sharp from "sharp";
import { z } from "zod";
import type { TestPlatform } from "../testing/platform";

/** An app that takes pictures in and draws from SVG, for tests of the library. */
const gallery = defineContract({
  id: "gallery",
  name: "Gallery",
  summary: "For tests",
  icon: "image",
  color: "sky",
  order: 98,
  access: { minTier: "free" },
  features: {},
  actions: { draw: { summary: "Draw", params: z.object({}), needs: ["text-to-image"], maxOutputs: 4 } },
  models: {
    vector: {
      ...{ name: "Vector", summary: "", action: "draw", minTier: "free", costCredits: 1, costUnits: 1 },
      ...{ has: ["text-to-image"], builtin: true },
    },
  },
  routes: {
    bring: {
      method: "post",
      path: "/pictures",
      summary: "Bring a picture",
      status: 201,
      limit: "upload",
      upload: "file",
      body: z.object({ fails: z.stringbool().optional() }),
      response: Asset,
    },
    bringFrom: {
      method: "post",
      path: "/pictures/from-address",
      summary: "Bring a picture of any kind and size from an address",
      status: 201,
      body: z.object({ url: z.string() }),
      response: Asset,
    },
    draw: {
      method: "post",
      path: "/draw",
      summary: "Draw",
      status: 202,
      body: z.object({ seed: z.int().optional(), inputAssetIds: z.array(z.string()).optional() }),
      response: Generation,
    },
    source: {
      method: "get",
      path: "/pictures/:assetId/source",
      summary: "What a picture was rendered from",
      response: z.object({ svg: z.string().nullable() }),
    },
    uses: {
      method: "get",
      path: "/pictures/:assetId/uses",
      summary: "What became of it",
      response: z.object({ items: z.array(AssetUse) }),
    },
  },
  events: {},
  errors: {},
});

export const drawingOf = (seed: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50"><circle cx="50" cy="25" r="${20 + (seed % 5)}" fill="#c81e28"/></svg>`;

const vector: BuiltinModel = async function* ({ seed }) {
  const svg = Buffer.from(drawingOf(seed));
  const bytes = await sharp(svg).png().toBuffer();
  yield { index: 0, seed, bytes, source: { bytes: svg, mime: "image/svg+xml" } };
};

/** @param created told of each picture in the transaction that adds it */
export function createGalleryApp(created: (asset: Asset) => void = () => {}) {
  return defineApp(gallery, {
    tables: [],
    repository: () => ({}),
    service: (context: AppContext) => context,
    routes: defineRoutes(gallery, ({ assets, generations }: AppContext) => ({
      bring: ({ actor, file, body: { fails } }) =>
        assets.upload(actor.userId, file as File, async (asset) => {
          created(asset);
          if (fails) throw new Error("The app could not keep it");
        }),
      bringFrom: ({ actor, body }) =>
        assets.uploadFrom(actor.userId, body.url, undefined, {
          formats: ["png", "bmp"],
          ...{ maxBytes: 100_000, minSide: 1 },
        }),
      draw: ({ actor, body }) =>
        generations.start(actor, { action: "draw", model: "vector", count: 1, params: {}, ...body }),
      async source({ actor, params }) {
        const source = await assets.readSource(actor.userId, params.assetId);
        return { svg: source && new TextDecoder().decode(source.bytes) };
      },
      uses: async ({ actor, params }) => ({ items: await assets.listUses(actor.userId, params.assetId) }),
    })),
    actions: {
      draw: defineAction(gallery, "draw", () => ({
        async *run({ model, count, seed, images, signal }) {
          yield* images.generate({ model, count, seed, signal, prompt: "", width: 100, height: 50 });
        },
      })),
    },
    models: { vector },
  });
}

/** A new account that works with the gallery. */
export async function joinGallery(platform: TestPlatform) {
  const person = await platform.join();
  return {
    ...person,
    gallery: createClient(gallery, person.transport),
    /** One finished drawing, with its SVG kept. */
    async draw(seed: number, inputAssetIds: string[] = []) {
      const client = createClient(gallery, person.transport);
      const ended = await person.follow(await client.draw({ body: { seed, inputAssetIds } }));
      const asset = ended.outputs[0]?.asset;
      if (!asset) throw new Error(`Nothing was drawn: ${JSON.stringify(ended.error)}`);
      return { generation: ended, asset };
    },
    /** What a file's address answers with this account's session. */
    file: (assetId: string, query = "") => person.fetch(`/api/files/${assetId}${query && `?${query}`}`),
  };
}

export type GalleryPerson = Awaited<ReturnType<typeof joinGallery>>;

/** Every key there is in the platform's storage. */
export const listAllKeys = ({ storage }: TestPlatform) =>
  storage.listKeys({ modifiedBefore: new Date(Date.now() + 3_600_000), limit: 10_000 });
