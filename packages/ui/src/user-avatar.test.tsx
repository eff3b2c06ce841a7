import { expect, test } from "bun:test";
import { findInitials } from "./user-avatar";

test("initials are of the first and the last name, whatever the script", () => {
  expect(["Mira Okafor", "mira", "Lena van der Berg", "李 明", "👩‍🎨", " "].map(findInitials)).toEqual([
    "MO",
    "M",
    "LB",
    "李明",
    "👩‍🎨",
    "?",
  ]);
});
