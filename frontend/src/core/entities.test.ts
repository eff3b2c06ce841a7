import { expect, test } from "bun:test";
import { createEntityStore } from "./entities";

const create = () => {
  const useStore = createEntityStore<{ id: string; version: number }>();
  return {
    ...useStore.getState(),
    versions: () => Object.values(useStore.getState().byId).map(({ version }) => version),
  };
};

test("a snapshot from before a removal does not bring back what was removed; a newer one does", () => {
  const { upsert, remove, versions } = create();
  upsert({ id: "a", version: 3 });
  remove("a");
  upsert({ id: "a", version: 2 }, { id: "a", version: 3 });
  expect(versions()).toEqual([]);
  upsert({ id: "a", version: 5 });
  expect(versions()).toEqual([5]);
});

test("what could not be removed is put back as it was, and followed again", () => {
  const { upsert, remove, putBack, versions } = create();
  upsert({ id: "a", version: 3 });
  remove("a");
  putBack({ id: "a", version: 3 });
  expect(versions()).toEqual([3]);
  upsert({ id: "a", version: 3 }, { id: "a", version: 4 });
  expect(versions()).toEqual([4]);
});
