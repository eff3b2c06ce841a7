import { expect, test } from "bun:test";
import { renderMail } from "./template";

const mail = {
  to: "ada@example.com",
  kind: "verification",
  subject: "Confirm your address",
  paragraphs: ["Hello Ada,", "One click and you are in."],
  action: { label: "Confirm", url: "https://lumiku.example/verify?token=abc&next=%2F" },
};

test("both forms say the same, and the address of the button stands in both in full", () => {
  const { text, html } = renderMail(mail);
  for (const words of [...mail.paragraphs, mail.action.label, "Lumiku"]) {
    expect(text).toContain(words);
    expect(html).toContain(words);
  }
  expect(text).toContain(`\n${mail.action.url}\n`);
  expect(html).toContain("https://lumiku.example/verify?token=abc&amp;next=%2F</a>");
});

test("whatever a person wrote stays text", () => {
  const evil = `<script>alert("1")</script><img src=x onerror='x'>&amp;`;
  const { html } = renderMail({
    ...mail,
    subject: evil,
    paragraphs: [evil],
    action: { label: evil, url: `https://lumiku.example/?x="><script>` },
  });
  expect(html).not.toMatch(/<script|<img|onerror='/);
  expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  expect(html).toContain("&amp;amp;");
});

test("nothing is loaded from anywhere, and no link leads elsewhere", () => {
  const { html } = renderMail(mail);
  expect(html).not.toMatch(/<img|<link|@import|url\(|src=/i);
  const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
  expect(new Set(addresses)).toEqual(new Set(["https://lumiku.example/verify?token=abc&amp;next=%2F"]));
});

test("it follows the reader's choice of light or dark", () => {
  const { html } = renderMail(mail);
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  expect(html).toContain("@media (prefers-color-scheme: dark)");
});

test("a subject is one line, and a button opens a web page or the mail is not written", () => {
  expect(renderMail({ ...mail, subject: "Hello\r\nBcc: eve@example.com" }).subject).toBe("Hello Bcc: eve@example.com");
  expect(() => renderMail({ ...mail, action: { label: "x", url: "javascript:alert(1)" } })).toThrow(TypeError);
  expect(renderMail({ ...mail, action: undefined }).html).not.toContain("href=");
});
