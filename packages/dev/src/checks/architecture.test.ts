import { expect, test } from "bun:test";
import { findForbiddenImports } from "./architecture";
import { readImports } from "./imports";

const check = (path: string, source: string) => findForbiddenImports(readImports(path, source));

test("each rule names the edge that breaks it", () => {
  const forbidden: [string, string, string][] = [
    ["backend/src/core/http/api.ts", `import x from "../../apps/vectorizer/service";`, "outlives every app"],
    ["frontend/src/shell/layout.tsx", `import x from "../apps/vectorizer/api";`, "knows no app"],
    ["frontend/src/core/http.ts", `export { x } from "../shell/layout";`, "below the shell"],
    ["frontend/src/apps/a/api.ts", `import x from "../../shell/layout";`, "guests of the shell"],
    ["backend/src/apps/a/service.ts", `import type { X } from "../../core/credits/service";`, "through the context"],
    ["backend/src/apps/a/actions.ts", `import { Queue } from "bullmq";`, "through the context"],
    ["frontend/src/core/http.ts", `import x from "../../../backend/src/env";`, "meet in contracts"],
    ["backend/src/boot.ts", `import { Button } from "@lumiku/ui/button";`, "meet in contracts"],
    ["packages/contracts/src/a.ts", `import axios from "axios";`, "both worlds"],
    ["packages/app-sdk/src/client.ts", `import { me } from "@lumiku/contracts/accounts";`, "neither platform nor app"],
    ["backend/src/apps/a/routes.ts", `import { x } from "./repository";`, "no layer is skipped"],
    ["backend/src/apps/a/service.ts", `import { Hono } from "hono";`, "neither transport nor tables"],
    ["backend/src/core/x/policy.ts", `const x = await import("../../../generated/prisma/client");`, "one door"],
    ["backend/src/apps/a/service.ts", `import { x } from "../b/service";`, "islands"],
    ["backend/src/apps/a/app.test.ts", `import { x } from "../b/service";`, "islands"],
  ];
  for (const [path, source, because] of forbidden) {
    const problems = check(path, source);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toStartWith(`${path}:1 imports`);
    expect(problems[0]).toContain(because);
  }
});

test("what the architecture allows is left alone", () => {
  expect(
    check("backend/src/apps/a/repository.ts", `import type { PrismaClient } from "../../../generated/prisma/client";`),
  ).toEqual([]);
  expect(
    check("backend/src/apps/a/app.test.ts", `import { createTestPlatform } from "../../core/testing/platform";`),
  ).toEqual([]);
  expect(check("frontend/src/apps/a/pages/home.tsx", `import { useSession } from "../../../core/session";`)).toEqual(
    [],
  );
  expect(
    check(
      "packages/contracts/src/a.ts",
      `import { z } from "zod"; import { Asset } from "@lumiku/app-sdk"; import { X } from "./b";`,
    ),
  ).toEqual([]);
});
