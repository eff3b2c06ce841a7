import { defineWebApp } from "@lumiku/app-sdk/web";
import { vectorizer } from "@lumiku/contracts/vectorizer";

export default defineWebApp(vectorizer, {
  pages: [
    { path: "", title: "Pictures", load: () => import("./pages/home") },
    { path: "documents/:documentId", title: "Editor", load: () => import("./pages/document") },
    { path: "batches/:generationId", title: "Batch", load: () => import("./pages/batch") },
    { path: "new", title: "Vectorize a picture", load: () => import("./pages/new-picture") },
  ],
  commands: [
    { title: "Vectorize a picture", keywords: ["svg", "trace", "vector", "bitmap", "logo", "upload"], path: "new" },
  ],
});
