import { expect, test } from "bun:test";
import { ratePassword } from "./password-strength";

test("unrelated words are accepted; what is guessed first is not, and comes with advice", async () => {
  expect(await ratePassword("correct horse battery")).toEqual({ score: 4, isAccepted: true, advice: null });
  for (const password of ["password", "qwertyuiop12", "aaaaaaaaaaaaaaaa", "abcdefghijkl", "Summer2024!"]) {
    const { isAccepted, advice } = await ratePassword(password);
    expect({ password, isAccepted }).toEqual({ password, isAccepted: false });
    expect(advice).toEndWith(".");
  }
});

test("the owner's name and address count as words that are tried first, whole and in parts", async () => {
  const about = ["Zbigniew Wawrzyniak", "zbyszek.w@poczta.example"];
  for (const password of ["wawrzyniak", "Zbigniew1", "zbyszek.w@poczta.example", "wawrzyniakzbigniew"]) {
    expect({ password, ...(await ratePassword(password, about)) }).toMatchObject({ password, isAccepted: false });
  }
  expect((await ratePassword("wawrzyniakzbigniew")).isAccepted).toBe(true);
});

test("a short password is refused, however odd it is", async () => {
  expect(await ratePassword("kV9$!z")).toMatchObject({ isAccepted: false, advice: "Use at least 8 characters." });
});
