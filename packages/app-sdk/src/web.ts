import type { ComponentType } from "react";
import type { AppContract } from "./contract";

export interface WebPage {
  /** Below `/apps/<id>`; "" is the app's first page. React Router's syntax. */
  readonly path: string;
  readonly title: string;
  /** Its own chunk; the module's default export is the page. */
  readonly load: () => Promise<{ default: ComponentType }>;
}

export interface WebApp {
  readonly contract: AppContract;
  readonly pages: readonly WebPage[];
}

/**
 * Declares an app's web half; the default export of `frontend/src/apps/<id>/app.ts`.
 *
 * @example export default defineWebApp(hello, { pages: [{ path: "", title: "Hello", load: () => import("./pages/home") }] });
 */
export function defineWebApp(contract: AppContract, app: Omit<WebApp, "contract">): WebApp {
  return { contract, ...app };
}
