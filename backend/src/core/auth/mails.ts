import type { Mail } from "../mail/mail";

export interface Addressee {
  name: string;
  email: string;
  emailVerified: boolean;
}

/** What signing in writes to people. Links lead to pages of the web app, which ask the server with the token in them. */
export interface AuthMails {
  verifyEmail(to: Addressee, token: string): Promise<void>;
  /** To the new address. */
  verifyNewEmail(to: Addressee, token: string): Promise<void>;
  /** To the address so far. */
  confirmNewEmail(to: Addressee, newEmail: string, token: string): Promise<void>;
  resetPassword(to: Addressee, token: string): Promise<void>;
  /** Somebody signed up with an address that has an account, and was not told so. */
  alreadyThere(to: Addressee): Promise<void>;
  passwordChanged(to: Addressee): Promise<void>;
  /** To the address so far. */
  emailChanged(to: Addressee, newEmail: string): Promise<void>;
  twoFactorChanged(to: Addressee, isEnabled: boolean): Promise<void>;
  backupCodesRenewed(to: Addressee): Promise<void>;
  /** Another way in was added. */
  accountLinked(to: Addressee, way: string): Promise<void>;
  apiKeyCreated(to: Addressee, keyName: string): Promise<void>;
  newDevice(to: Addressee, device: { name: string; address: string | undefined; at: Date }): Promise<void>;
}

export interface AuthMailsDependencies {
  mail: Mail;
  /** Where people reach the web app. */
  webUrl: string;
}

/** Until an address is confirmed, whoever typed it may have typed anything as a name, for a stranger to read. */
const STRANGER = "Hello,";
const NOT_YOU = "If that was not you, choose a new password at once: it signs out every device and ends every API key.";

export function createAuthMails({ mail, webUrl }: AuthMailsDependencies): AuthMails {
  const link = (path: string, token?: string) => {
    const url = new URL(path, webUrl);
    if (token) url.searchParams.set("token", token);
    return url.href;
  };
  const hello = ({ name, emailVerified }: Addressee) => (name && emailVerified ? `Hello ${name},` : STRANGER);
  const notify = (to: Addressee, subject: string, text: string) =>
    mail.send({
      to: to.email,
      kind: "security-notice",
      subject,
      paragraphs: [hello(to), text, NOT_YOU],
      action: { label: "Choose a new password", url: link("/forgot-password") },
    });

  return {
    verifyEmail: (to, token) =>
      mail.send({
        to: to.email,
        kind: "verification",
        subject: "Confirm your e-mail",
        paragraphs: [
          STRANGER,
          "Welcome to Lumiku. Please confirm that this address is yours. The link works for a day.",
          "If you did not make this account, do nothing, and do not open the link.",
        ],
        action: { label: "Confirm my e-mail", url: link("/verify-email", token) },
      }),

    verifyNewEmail: (to, token) =>
      mail.send({
        to: to.email,
        kind: "email-change",
        subject: "Confirm your new e-mail",
        paragraphs: [
          STRANGER,
          "You asked to use this address for your Lumiku account. It changes when you open the link, which works for a day.",
        ],
        action: { label: "Use this address", url: link("/verify-email", token) },
      }),

    confirmNewEmail: (to, newEmail, token) =>
      mail.send({
        to: to.email,
        kind: "email-change",
        subject: "Change the e-mail of your account?",
        paragraphs: [
          hello(to),
          `Somebody signed in to your account asked to change its address to ${newEmail}. If that was you, agree: we then write to the new address. The link works for a day.`,
          "If it was not you, do not agree, and choose a new password at once.",
        ],
        action: { label: "Agree to the change", url: link("/verify-email", token) },
      }),

    resetPassword: (to, token) =>
      mail.send({
        to: to.email,
        kind: "password-reset",
        subject: "Choose a new password",
        paragraphs: [
          hello(to),
          "With this link you choose a new password. It works once, for an hour. It signs out every device, and ends every API key.",
          "If you did not ask for it, do nothing: your password stays as it is.",
        ],
        action: { label: "Choose a new password", url: link("/reset-password", token) },
      }),

    alreadyThere: (to) =>
      mail.send({
        to: to.email,
        kind: "sign-up-attempt",
        subject: "You have an account already",
        paragraphs: [
          hello(to),
          "Somebody just tried to sign up with this address, which has an account. Was it you? Then sign in, or choose a new password.",
        ],
        action: { label: "Sign in", url: link("/sign-in") },
      }),

    passwordChanged: (to) => notify(to, "Your password was changed", "The password of your account was just changed."),

    emailChanged: (to, newEmail) =>
      mail.send({
        to: to.email,
        kind: "security-notice",
        subject: "Your e-mail was changed",
        paragraphs: [
          hello(to),
          `Your account now uses the address ${newEmail}. This is the last message to the address before.`,
          "If you did not agree to that, write to whoever runs this platform at once.",
        ],
      }),

    twoFactorChanged: (to, isEnabled) =>
      isEnabled
        ? notify(to, "Two-factor sign-in is on", "Signing in to your account now needs a code as well.")
        : notify(to, "Two-factor sign-in is off", "Your password alone now opens your account."),

    backupCodesRenewed: (to) =>
      notify(
        to,
        "You have new backup codes",
        "New codes to sign in without your authenticator were made for your account. The codes before do not count any more.",
      ),

    accountLinked: (to, way) =>
      notify(to, `${way} now opens your account`, `From now on you can sign in to your account with ${way} as well.`),

    apiKeyCreated: (to, keyName) =>
      notify(
        to,
        "A new API key was made",
        `${to.emailVerified ? `The API key "${keyName}"` : "An API key"} was just made for your account.`,
      ),

    newDevice: (to, { name, address, at }) =>
      notify(
        to,
        `New sign-in: ${name}`,
        `Your account was opened on a device we had not seen before: ${name}${address ? `, from ${address}` : ""}, on ${at.toUTCString()}.`,
      ),
  };
}
