import type { News } from "../core/finish-notifications";

/** Says it in a toast; the same twice is said once. */
export function showNews({ id, look, title, body, link }: News, openLink: (link: string) => void): void {
  const action = link ? { label: "View", onClick: () => openLink(link) } : undefined;
  void import("sonner").then(({ toast }) => toast[look](title, { id, description: body, ...(action && { action }) }));
}
