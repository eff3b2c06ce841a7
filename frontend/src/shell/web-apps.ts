import type { WebApp } from "@lumiku/app-sdk/web";

// Discovery: an app is a folder. Nothing here names one.
const modules = import.meta.glob<{ default: WebApp }>("../apps/*/app.ts");

/** How an app's web half is loaded; undefined for one that has none here. */
export function findWebApp(appId: string): (() => Promise<WebApp>) | undefined {
  const load = modules[`../apps/${appId}/app.ts`];
  return load && (async () => (await load()).default);
}
