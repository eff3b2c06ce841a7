import { expect, test } from "bun:test";
import { addressesOf, isPublicAddress } from "./public-addresses";

test.each(["8.8.8.8", "1.1.1.1", "2001:4860:4860::8888", "2606:4700:4700::1111", "::ffff:8.8.8.8"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  ...["127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  ...["169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "203.0.113.7"],
  ...["224.0.0.1", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"],
  // IPv4 in IPv6's clothes: mapped, compatible, translated, 6to4, Teredo.
  ...["::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::7f00:1", "::ffff:0:127.0.0.1"],
  ...["64:ff9b::7f00:1", "64:ff9b:1::a9fe:a9fe", "2002:7f00:1::", "2001:0:7f00:1::"],
  ...["", "localhost", "300.1.1.1", "8.8.8.8.8"],
])("%p is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test("an address is its own, with or without brackets; a name that does not exist has none", async () => {
  expect(await addressesOf("[::1]")).toEqual(["::1"]);
  expect(await addressesOf("8.8.8.8")).toEqual(["8.8.8.8"]);
  await expect(addressesOf("no-such-name.invalid")).rejects.toThrow();
});
