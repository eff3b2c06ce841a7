import type { OutgoingMail } from "./mail";

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const PRODUCT = "Lumiku";
const FOOTER = `You get this because of your ${PRODUCT} account. If you did not expect it, you need not do anything.`;

/**
 * The one look of our mail, as plain text and as HTML. The colours of the light look are inline, because many mail
 * programs read no style sheet; those that do follow the reader's choice of light or dark. Nothing is loaded from
 * anywhere.
 *
 * @throws TypeError when the action leads anywhere but to a web page
 */
export function renderMail({ subject, paragraphs, action }: OutgoingMail): RenderedMail {
  if (action && !/^https?:$/.test(new URL(action.url).protocol))
    throw new TypeError("A mail's action opens a web page");
  const oneLine = subject.replace(/\s+/g, " ").trim();
  return {
    subject: oneLine,
    text: renderText({ paragraphs, action }),
    html: renderHtml({ subject: oneLine, paragraphs, action }),
  };
}

function renderText({ paragraphs, action }: Pick<OutgoingMail, "paragraphs" | "action">): string {
  const parts = [...paragraphs, ...(action ? [`${action.label}:\n${action.url}`] : []), `-- \n${PRODUCT}\n${FOOTER}`];
  return `${parts.join("\n\n")}\n`;
}

const FONT = "font-family:ui-sans-serif,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const DARK = `
  .page { background: #09090b !important; }
  .card { background: #18181b !important; border-color: #27272a !important; }
  .strong { color: #fafafa !important; }
  .plain { color: #d4d4d8 !important; }
  .faint { color: #a1a1aa !important; }
  .line { border-color: #27272a !important; }
  .button { background: #8b5cf6 !important; }`;

function renderHtml({ subject, paragraphs, action }: Pick<OutgoingMail, "subject" | "paragraphs" | "action">): string {
  const body = paragraphs
    .map(
      (text) =>
        `<p class="plain" style="margin:0 0 16px;font-size:16px;line-height:24px;color:#3f3f46">${lines(text)}</p>`,
    )
    .join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${Bun.escapeHTML(subject)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {${DARK}
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f4f5;${FONT}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f4f5">
<tr><td align="center" style="padding:40px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px">
<tr><td class="strong" style="padding:0 4px 20px;font-size:18px;font-weight:650;letter-spacing:-0.01em;color:#18181b">${PRODUCT}</td></tr>
<tr><td class="card" style="background:#ffffff;border:1px solid #e4e4e7;border-radius:12px;padding:32px">
<h1 class="strong" style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:650;color:#18181b">${Bun.escapeHTML(subject)}</h1>
${body}${action ? renderAction(action) : ""}
</td></tr>
<tr><td class="faint" style="padding:20px 4px 0;font-size:13px;line-height:20px;color:#71717a">${Bun.escapeHTML(FOOTER)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function renderAction({ label, url }: NonNullable<OutgoingMail["action"]>): string {
  const address = Bun.escapeHTML(url);
  return `
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 24px">
<tr><td class="button" style="border-radius:8px;background:#7c3aed">
<a href="${address}" style="display:inline-block;padding:12px 20px;font-size:15px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">${Bun.escapeHTML(label)}</a>
</td></tr>
</table>
<p class="faint line" style="margin:0;padding-top:16px;border-top:1px solid #e4e4e7;font-size:13px;line-height:20px;color:#71717a">If the button does not work, open this address:<br>
<a href="${address}" class="faint" style="color:#71717a;word-break:break-all">${address}</a></p>`;
}

const lines = (text: string) => Bun.escapeHTML(text).replaceAll("\n", "<br>\n");
