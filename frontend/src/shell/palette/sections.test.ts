import { expect, test } from "bun:test";
import { join } from "node:path";
import { accountSections, adminSections, billingSections, type SectionLink } from "./sections";

test.each([
  ["account/account.tsx", "/account", accountSections],
  ["billing/billing.tsx", "/billing", billingSections],
  ["admin/admin.tsx", "/admin", adminSections],
] as [string, string, SectionLink[]][])(
  "every section of %s that the palette offers is a page there",
  async (file, base, sections) => {
    const source = await Bun.file(join(import.meta.dir, "..", file)).text();
    const paths = [...source.matchAll(/\bpath: "([^"]*)"/g)].map(([, path]) => (path ? `${base}/${path}` : base));
    expect(paths.length).toBeGreaterThan(0);
    expect(sections.map(({ to }) => to).filter((to) => !paths.includes(to))).toEqual([]);
  },
);
