import type { Page } from "playwright-core";

const MOST_STEPS = 120;

/** Goes on with Tab until what has this name is in focus, as somebody without a mouse does. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      const labelled = element?.labels?.[0]?.textContent;
      return element?.getAttribute("aria-label") ?? labelled ?? element?.textContent?.trim() ?? "";
    });
    if (typeof name === "string" ? focused === name : name.test(focused)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}`);
}

/** Counts presses of the mouse, over all pages that are opened from here on. */
export async function countClicks(page: Page): Promise<() => number> {
  let count = 0;
  await page.exposeFunction("lumikuClicked", () => {
    count++;
  });
  await page.addInitScript(() => {
    const clicked = (window as unknown as { lumikuClicked: () => void }).lumikuClicked;
    // A press of Enter is a click without a place.
    document.addEventListener("click", (event) => event.detail > 0 && clicked(), true);
  });
  return () => count;
}
