import { join } from "node:path";
import PDFDocument from "pdfkit";
import { formatMoney } from "../payments/snapshot";

/** What a receipt says. */
export interface ReceiptFacts {
  number: string;
  paymentId: string;
  paidAt: Date;
  /** Name and address, one line each. */
  seller: string;
  payer: { name: string | null; email: string | null };
  description: string;
  amountCents: number;
  currency: string;
  refunds: readonly { at: Date; amountCents: number }[];
  /** "Stripe" */
  gateway: string;
  isTest: boolean;
}

const MARGIN = 56;
const WIDTH = 595.28 - 2 * MARGIN;
const [INK, MUTED, LINE, WARNING] = ["#18181b", "#71717a", "#d4d4d8", "#b45309"];

// Inter, cut to Latin, Greek and Cyrillic (SIL Open Font License, beside the files): the fonts built into PDF readers
// know no letter beyond Western Europe.
const fontOf = (weight: string) => Bun.file(join(import.meta.dir, "fonts", `inter-${weight}.ttf`)).arrayBuffer();
const fonts = { regular: "regular", semibold: "semibold" } as const;

/** An A4 page. The same facts give the same bytes. */
export async function drawReceipt(facts: ReceiptFacts): Promise<Uint8Array> {
  const document = new PDFDocument({
    ...{ size: "A4", margin: MARGIN, lang: "en" },
    info: { Title: `Receipt ${facts.number}`, Author: firstLine(facts.seller), CreationDate: facts.paidAt },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on("error", reject);
  });
  for (const weight of Object.values(fonts)) document.registerFont(weight, await fontOf(weight));
  draw(document, facts);
  document.end();
  return ended;
}

function draw(document: PDFKit.PDFDocument, facts: ReceiptFacts): void {
  const { number, paidAt, seller, payer, description, amountCents, currency, refunds } = facts;
  const write = (text: string, x: number, y: number, options: Partial<Style> = {}): number => {
    const { size = 10, weight = "regular", color = INK, align = "left", width = WIDTH / 2 } = options;
    document.font(weight).fontSize(size).fillColor(color).text(printable(text), x, y, { width, align, lineGap: 2 });
    return document.y;
  };
  const right = MARGIN + WIDTH / 2;
  const rule = (y: number, color = LINE) =>
    document
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + WIDTH, y)
      .lineWidth(0.75)
      .strokeColor(color)
      .stroke();
  const row = (label: string, cents: number, y: number, options: Partial<Style> = {}) => {
    const below = write(label, MARGIN, y, { width: WIDTH - 120, ...options });
    write(formatMoney(cents, currency), MARGIN + WIDTH - 120, y, { width: 120, align: "right", ...options });
    return below + 8;
  };

  write("Receipt", MARGIN, MARGIN, { size: 22, weight: "semibold" });
  write(number, right, MARGIN + 2, { size: 11, weight: "semibold", align: "right" });
  write(`Paid on ${formatDate(paidAt)}`, right, MARGIN + 18, { color: MUTED, align: "right" });

  let top = MARGIN + 52;
  if (facts.isTest) {
    document.rect(MARGIN, top, WIDTH, 26).lineWidth(0.75).strokeColor(WARNING).stroke();
    write("TEST – no real money", MARGIN, top + 8, {
      weight: "semibold",
      color: WARNING,
      align: "center",
      width: WIDTH,
    });
    top += 46;
  }

  const address = (heading: string, lines: readonly string[], x: number) => {
    let y = write(heading, x, top, { size: 9, color: MUTED }) + 2;
    for (const [index, line] of lines.entries())
      y = write(line, x, y, { weight: index === 0 ? "semibold" : "regular" });
    return y;
  };
  const lines = [payer.name && isPrintable(payer.name) ? payer.name : null, payer.email].filter(
    (line) => line !== null,
  );
  const from = address(
    "From",
    seller.split("\n").map((line) => line.trim()),
    MARGIN,
  );
  const to = address("Paid by", lines.length > 0 ? lines : ["An account that has been removed"], right);

  let y = Math.max(from, to) + 28;
  write("Description", MARGIN, y, { size: 9, color: MUTED });
  y = write("Amount", MARGIN + WIDTH - 120, y, { size: 9, color: MUTED, align: "right", width: 120 }) + 6;
  rule(y);
  y = row(description, amountCents, y + 10);
  for (const refund of refunds) {
    y = row(`Refunded on ${formatDate(refund.at)}`, -refund.amountCents, y);
  }
  rule(y, INK);
  const refundedCents = refunds.reduce((sum, refund) => sum + refund.amountCents, 0);
  const total = refundedCents > 0 ? "Total after refunds" : "Total paid";
  y = row(total, amountCents - refundedCents, y + 10, { size: 12, weight: "semibold" });
  write(`Paid with ${facts.gateway}. Payment ${facts.paymentId}.`, MARGIN, y + 24, {
    size: 9,
    color: MUTED,
    width: WIDTH,
  });
}

interface Style {
  size: number;
  weight: keyof typeof fonts;
  color: string;
  align: "left" | "right" | "center";
  width: number;
}

const firstLine = (text: string) => text.split("\n")[0]?.trim() ?? "";

function formatDate(at: Date): string {
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** Letters and signs that the fonts have. */
const UNKNOWN = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{P}\p{Sc}\p{Zs}\p{Mn}+=<>|~^`°©®™]/gu;
const isPrintable = (text: string) => text.normalize("NFC").search(UNKNOWN) < 0;
const printable = (text: string) => text.normalize("NFC").replace(UNKNOWN, "?");
