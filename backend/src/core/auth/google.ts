import type { AuthContext, BetterAuthPlugin } from "better-auth";
import { APIError } from "better-auth/api";
import { genericOAuth } from "better-auth/plugins";

export interface GoogleOptions {
  clientId: string;
  clientSecret: string;
  /** "https://accounts.google.com"; what it says of itself is read from there. */
  issuerUrl: string;
}

type Provider = AuthContext["socialProviders"][number];

/**
 * Signing in with Google, as OpenID Connect describes it: code flow with PKCE, state and nonce. An id_token counts
 * only with the signature, issuer, audience, time and nonce that belong to it.
 *
 * Google is first asked when somebody signs in with it: the platform starts without it, and outlives its outages.
 */
export function google(options: GoogleOptions): BetterAuthPlugin {
  return {
    id: "google-sign-in",
    init(context) {
      let opened: Promise<Provider> | undefined;
      const provider = () => {
        opened ??= open(options, context).catch((error) => {
          opened = undefined;
          throw error;
        });
        return opened;
      };
      // better-auth calls a provider that is a function, but does not say so in its types.
      return { context: { socialProviders: [...context.socialProviders, provider as unknown as Provider] } };
    },
  };
}

async function open({ clientId, clientSecret, issuerUrl }: GoogleOptions, context: AuthContext): Promise<Provider> {
  const plugin = genericOAuth({
    config: [
      {
        providerId: "google",
        name: "Google",
        ...{ clientId, clientSecret },
        discoveryUrl: new URL(".well-known/openid-configuration", `${issuerUrl.replace(/\/$/, "")}/`).href,
        requireIdTokenVerification: true,
        scopes: ["openid", "email", "profile"],
        prompt: "select_account",
        accountSubject: ({ profile }) => String(profile.sub),
        // Called with an id_token that was verified, or with none: then nobody has said who this is.
        getUserInfo: async ({ idToken }) => (idToken ? readProfile(idToken) : null),
      },
    ],
  });
  const { socialProviders } = (await plugin.init(context)).context;
  const provider = socialProviders.find(({ id }) => id === "google");
  if (provider) return provider;
  throw new APIError("SERVICE_UNAVAILABLE", {
    code: "PROVIDER_UNAVAILABLE",
    message: "Google does not answer right now. Try again in a moment, or sign in by e-mail.",
  });
}

function readProfile(idToken: string) {
  const claims = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString());
  return {
    sub: claims.sub as string,
    email: claims.email as string | undefined,
    emailVerified: claims.email_verified === true,
    name: claims.name as string | undefined,
    image: claims.picture as string | undefined,
  };
}
