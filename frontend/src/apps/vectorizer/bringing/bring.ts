import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { create } from "zustand";
import { useSession } from "../../../core/session";
import { api } from "../api";
import { useDocuments } from "../documents";
import { type BringingDependencies, createBringing } from "./bringing";
import { emptyTray, type Tray } from "./tray";

/** What this person brings now; it goes on while they look at other pages. */
export const useTray = create<Tray>()(() => emptyTray);

export const bringing = createBringing({
  read: useTray.getState,
  write: (tray) => useTray.setState(tray, true),
  async send(source, options) {
    const document = await createDocument(source, options);
    useDocuments.getState().upsert(document);
    return document;
  },
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

useSession.subscribe(({ me }, before) => {
  if (me?.user.id !== before.me?.user.id) bringing.clear();
});

const createDocument: BringingDependencies["send"] = (source, { signal, onProgress }): Promise<VectorDocument> => {
  switch (source.kind) {
    case "file":
      return api.createDocument({ body: {}, file: source.file, signal, onProgress });
    case "address":
      return api.createDocumentFromUrl({ body: { url: source.url }, signal });
    case "asset":
      return api.createDocumentFromAsset({ body: { assetId: source.asset.id }, signal });
  }
};
