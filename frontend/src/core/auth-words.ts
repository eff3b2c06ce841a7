/** What the refusals of signing in, by their code, are called for people. */
export const authWords: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: "This e-mail and password do not belong together.",
  USER_ALREADY_EXISTS: "There is an account with this e-mail. Sign in instead.",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "There is an account with this e-mail. Sign in instead.",
  PASSWORD_TOO_SHORT: "Use at least 8 characters.",
  EMAIL_NOT_VERIFIED: "Confirm your e-mail first: the link is in the mail we sent you.",
  // What would make it better stands beside the field.
  WEAK_PASSWORD: "This password is too easy to guess.",
  PASSWORD_TOO_LONG: "Use at most 128 characters.",
  INVALID_TOKEN: "This link was used already or is too old. Ask for a new one.",
  // The address it was made for is no account's any more: it has been changed.
  USER_NOT_FOUND: "This link was used already or is too old. Ask for a new one.",
  INVALID_USER: "This link belongs to another account. Sign in to that one, then open it again.",
  TOKEN_EXPIRED: "This link is too old. Ask for a new one.",
  INVALID_CODE: "That code is not right, or its time is over. Try the next one.",
  INVALID_BACKUP_CODE: "That backup code is not right, or was used before.",
  INVALID_TWO_FACTOR_COOKIE: "That took too long. Sign in again.",
  EMAIL_TAKEN: "Somebody else has this address by now. Yours stays as it was.",
  INVALID_PASSWORD: "That is not your password.",
  UNAUTHORIZED: "You are not signed in any more. Sign in, then try again.",
};
