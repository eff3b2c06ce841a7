import { definePlatformContract } from "@lumiku/app-sdk";
import { z } from "zod";
import { Settings } from "./accounts";

export const Device = z.object({
  id: z.string(),
  /** "Chrome on Linux". */
  name: z.string(),
  kind: z.enum(["desktop", "mobile", "tablet", "unknown"]),
  address: z.string().nullable(),
  isCurrent: z.boolean(),
  signedInAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});
export type Device = z.infer<typeof Device>;

/** What an API key may do. `read` looks, `write` starts and changes work, `billing` reads what was paid. */
export const ApiKeyScope = z.enum(["read", "write", "billing"]);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to tell keys apart. */
  start: z.string(),
  scopes: z.array(ApiKeyScope),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const NewApiKey = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(ApiKeyScope).min(1).max(3),
  /** Days until it ends; never when left out. */
  expiresInDays: z.int().min(1).max(365).optional(),
});

/** An act on the account, in plain words. */
export const Activity = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  action: z.string(),
  summary: z.string(),
  by: z.enum(["user", "admin", "gateway", "system"]),
  address: z.string().nullable(),
});
export type Activity = z.infer<typeof Activity>;

export const SignInOptions = z.object({
  /** Other ways in, by provider id: "google". */
  social: z.array(z.object({ id: z.string(), name: z.string() })),
  isEmailVerificationRequired: z.boolean(),
  /** Whether mail reaches people; without it an administrator reads it to them. */
  sendsMail: z.boolean(),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

export const PasswordStrength = z.object({
  /** 0 is guessed at once; 3 and 4 are accepted. */
  score: z.int().min(0).max(4),
  isAccepted: z.boolean(),
  /** What would make it better, for people; null when it is good. */
  advice: z.string().nullable(),
});
export type PasswordStrength = z.infer<typeof PasswordStrength>;

/** What opens an account. */
export const WaysIn = z.object({
  /** False for one that was made with another service: it can get one by mail. */
  hasPassword: z.boolean(),
});
export type WaysIn = z.infer<typeof WaysIn>;

/** A person's own account. Nothing here is open to an API key. */
export const account = definePlatformContract({
  id: "account",
  routes: {
    signInOptions: {
      method: "get",
      path: "/account/sign-in-options",
      summary: "Ways to sign in to this platform",
      access: "public",
      response: SignInOptions,
    },
    ratePassword: {
      method: "post",
      path: "/account/password-strength",
      summary: "How good a password would be, by the rule that accepts or refuses it",
      access: "public",
      body: z.object({ password: z.string().max(128), about: z.array(z.string().max(320)).max(5).default([]) }),
      response: PasswordStrength,
    },
    getSettings: {
      method: "get",
      path: "/account/settings",
      summary: "Your preferences",
      scope: "session",
      response: Settings,
    },
    updateSettings: {
      method: "patch",
      path: "/account/settings",
      summary: "Change some of your preferences",
      scope: "session",
      body: Settings.partial(),
      response: Settings,
    },
    waysIn: {
      method: "get",
      path: "/account/ways-in",
      summary: "What opens your account",
      scope: "session",
      response: WaysIn,
    },
    listDevices: {
      method: "get",
      path: "/account/devices",
      summary: "Where you are signed in",
      scope: "session",
      response: z.object({ items: z.array(Device) }),
    },
    revokeDevice: {
      method: "delete",
      path: "/account/devices/:deviceId",
      summary: "Sign a device out",
      scope: "session",
      status: 204,
    },
    revokeOtherDevices: {
      method: "post",
      path: "/account/devices/revoke-others",
      summary: "Sign out everywhere but here",
      scope: "session",
      status: 204,
    },
    listApiKeys: {
      method: "get",
      path: "/account/api-keys",
      summary: "Your API keys",
      scope: "session",
      response: z.object({ items: z.array(ApiKey) }),
    },
    createApiKey: {
      method: "post",
      path: "/account/api-keys",
      summary: "Make an API key; `key` is shown this once",
      scope: "session",
      status: 201,
      body: NewApiKey,
      response: ApiKey.extend({ key: z.string() }),
    },
    revokeApiKey: {
      method: "delete",
      path: "/account/api-keys/:keyId",
      summary: "End an API key at once",
      scope: "session",
      status: 204,
    },
    listActivity: {
      method: "get",
      path: "/account/activity",
      summary: "The latest acts on your account: sign-ins, keys, money, roles",
      scope: "session",
      response: z.object({ items: z.array(Activity) }),
    },
    export: {
      method: "get",
      path: "/account/export",
      summary: "Everything the platform keeps of you, as a ZIP",
      scope: "session",
      limit: "export",
      download: "application/zip",
    },
    remove: {
      method: "delete",
      path: "/account",
      summary: "Remove your account: running work is stopped and settled, then rows and files go",
      scope: "session",
      body: z.object({
        /** Typed again, for accounts that have one. */
        password: z.string().max(128).optional(),
        /** The account's own address, as a second thought. */
        email: z.string().max(320),
      }),
      status: 204,
    },
  },
});
