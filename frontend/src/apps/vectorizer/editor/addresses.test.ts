import { expect, test } from "bun:test";
import { QuantisedQuery, vectorizer } from "@lumiku/contracts/vectorizer";
import { differenceUrl, exportUrl, quantisedUrl } from "./addresses";

/** A route of the contract with its parameter filled in. */
const pathOf = (route: "exportTrace" | "difference" | "quantise") =>
  `/api/apps/vectorizer${vectorizer.routes[route].path.replace(/:\w+/, "x")}`;

test("addresses are those of the contract", () => {
  expect(exportUrl("x", "pdf")).toBe(`${pathOf("exportTrace")}?format=pdf`);
  expect(exportUrl("x", "png", 512)).toBe(`${pathOf("exportTrace")}?format=png&size=512`);
  expect(differenceUrl("x")).toBe(pathOf("difference"));
});

test("colours arrive as they were sent", () => {
  const url = new URL(quantisedUrl("x", ["#ff0000", "#00ff00"]), "http://here.invalid");
  expect(url.pathname).toBe(pathOf("quantise"));
  expect(QuantisedQuery.parse(Object.fromEntries(url.searchParams)).colors).toEqual(["#ff0000", "#00ff00"]);
});
