import type { ComponentType } from "react";
import type { AppContract } from "./contract";

export interface WebPage {
  /** Below `/apps/<id>`; "" is the app's first page. React Router's syntax. */
  readonly path: string;
  readonly title: string;
  /** Its own chunk; the module's default export is the page. */
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** What a person can do in the app, offered by the command palette on every page. */
export interface WebCommand {
  /** Begins with what it does: "New avatar". */
  readonly title: string;
  /** Other words it is found by. */
  readonly keywords?: readonly string[];
  /** Where it leads, below `/apps/<id>`; a query may say more: "projects/new?from=preset". */
  readonly path: string;
}

export interface WebApp {
  readonly contract: AppContract;
  readonly pages: readonly WebPage[];
  readonly commands?: readonly WebCommand[];
}

/**
 * Declares an app's web half; the default export of `frontend/src/apps/<id>/app.ts`.
 *
 * @example export default defineWebApp(hello, { pages: [{ path: "", title: "Hello", load: () => import("./pages/home") }] });
 */
export function defineWebApp(contract: AppContract, app: Omit<WebApp, "contract">): WebApp {
  return { contract, ...app };
}
