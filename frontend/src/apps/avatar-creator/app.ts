import { defineWebApp } from "@lumiku/app-sdk/web";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";

export default defineWebApp(avatarCreator, {
  pages: [
    { path: "", title: "Projects", load: () => import("./pages/projects") },
    { path: "projects/:projectId", title: "Studio", load: () => import("./pages/studio") },
    { path: "projects/:projectId/avatars", title: "Avatars", load: () => import("./pages/avatars") },
    { path: "projects/:projectId/avatars/:avatarId", title: "Avatar", load: () => import("./pages/avatar") },
    { path: "presets", title: "Presets", load: () => import("./pages/presets") },
    { path: "new", title: "New avatar", load: () => import("./pages/new-avatar") },
  ],
  commands: [
    { title: "New avatar", keywords: ["portrait", "person", "generate", "studio"], path: "new" },
    { title: "Presets", keywords: ["people", "gallery", "begin"], path: "presets" },
  ],
});
