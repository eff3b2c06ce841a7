/** A field for the six digits of an authenticator app, typed, pasted or filled in, with a space or without. */
export const codeInput = {
  inputMode: "numeric",
  autoComplete: "one-time-code",
  pattern: "\\s*[0-9]{3} ?[0-9]{3}\\s*",
  title: "Six digits",
  maxLength: 9,
} as const;
