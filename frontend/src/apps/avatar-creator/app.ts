import { defineWebApp } from "@lumiku/app-sdk/web";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";

export default defineWebApp(avatarCreator, {
  pages: [
    { path: "", title: "Projects", load: () => import("./pages/projects") },
    { path: "projects/:projectId", title: "Studio", load: () => import("./pages/studio") },
  ],
});
