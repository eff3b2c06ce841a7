import { expect, test } from "bun:test";
import { findCitations } from "./docs";

test("paths, links and commands are told from placeholders and addresses", () => {
  const cited = findCitations(
    "See `docs/api.md`, `backend/src/apps/<id>`, `npm test`, [the guide](add-an-app.md#x) and [a site](https://x.org). Run `bun run check`.",
  );
  expect(cited).toEqual({ paths: ["docs/api.md"], links: ["add-an-app.md"], scripts: ["check"] });
});
