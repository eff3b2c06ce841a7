import { expect, test } from "bun:test";
import { describeSocialRefusal } from "./social-refusals";

test("every way back from Google has words, and none repeats what the address says", () => {
  for (const code of [
    "access_denied",
    "account_not_linked",
    "state_mismatch",
    "unable_to_get_user_info",
    "constructor",
  ]) {
    const { title, text } = describeSocialRefusal(code);
    expect(title.length).toBeGreaterThan(10);
    expect(text).not.toContain(code);
  }
  expect(describeSocialRefusal("account_not_linked").title).toContain("already");
});
