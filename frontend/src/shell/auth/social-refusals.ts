interface Refusal {
  title: string;
  text: string;
}

const again: Refusal = {
  title: "Signing in with Google did not work",
  text: "Nothing was changed. Try again, or use your e-mail and password.",
};
const overtaken: Refusal = {
  title: "That took too long",
  text: "Or it was begun in another window. Start once more from here.",
};

/** By the code that comes back in the address. */
const refusals: Record<string, Refusal> = {
  access_denied: { title: "You stopped at Google", text: "Nothing was changed." },
  account_not_linked: {
    title: "There is an account with this e-mail already",
    text: "Sign in with its password. Once you have confirmed the address in your account, Google opens it as well.",
  },
  email_not_verified: {
    title: "Google has not confirmed your e-mail",
    text: "Confirm it at Google first, or sign in with your e-mail and password here.",
  },
  ACCOUNT_CLOSED: { title: "This account was closed", text: "It is being removed and cannot be opened any more." },
  two_factor_required: {
    title: "This account asks for a second step",
    text: "Google cannot stand in for it: sign in with your e-mail, password and code.",
  },
  state_mismatch: overtaken,
  state_not_found: overtaken,
  please_restart_the_process: overtaken,
};

/** Why another service's page led back without signing anybody in, for people. */
export function describeSocialRefusal(code: string): Refusal {
  return Object.hasOwn(refusals, code) ? (refusals[code] ?? again) : again;
}
