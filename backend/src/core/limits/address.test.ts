import { expect, test } from "bun:test";
import { networkOf } from "./address";

test("an IPv4 address is counted whole, also where the server sees it as IPv6", () => {
  expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("203.0.113.7")).not.toBe(networkOf("203.0.113.8"));
});

test("the addresses of one IPv6 household are counted together, those of two apart, however they are written", () => {
  const household = networkOf("2001:db8:1:2::1");
  for (const address of ["2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:0DB8:0001:0002:0:0:0:9", "2001:db8:1:2::1%eth0"])
    expect(networkOf(address)).toBe(household);
  expect(networkOf("2001:db8:1:3::1")).not.toBe(household);
});

test("whoever comes from nowhere, or from nonsense, is counted together", () => {
  for (const address of [undefined, ":::::", "a:b"]) expect(networkOf(address)).toBe("unknown");
});
