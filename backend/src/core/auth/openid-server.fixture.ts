import { createHash, generateKeyPairSync, sign } from "node:crypto";

const KEY_ID = "key-1";

export interface OpenIdPerson {
  sub: string;
  email: string;
  email_verified?: boolean;
  name?: string;
}

interface Grant {
  nonce: string | null;
  challenge: string | null;
  redirectUri: string;
}

export interface OpenIdServer {
  issuerUrl: string;
  clientId: string;
  clientSecret: string;
  /** Who is signed in there. */
  person: OpenIdPerson;
  /** Claims that take the place of the right ones. */
  claims: Record<string, unknown>;
  /** Signs with a key that is not published. */
  signsBadly: boolean;
  /** Answers nothing but 503. */
  isDown: boolean;
  /** A person agrees at the address the platform sent them to. @returns where they are sent back to, as path and query */
  agree(authorizationUrl: string): Promise<string>;
  stop(): Promise<void>;
}

/** An OpenID Connect provider on loopback: discovery, code flow with PKCE and nonce, signed id_tokens, published keys. */
export function createOpenIdServer(): OpenIdServer {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const strangers = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, Grant>();

  const issue = (nonce: string | null): string => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      ...{ iss: state.issuerUrl, aud: state.clientId, iat: now, exp: now + 3_600 },
      ...(nonce !== null && { nonce }),
      ...state.person,
      ...state.claims,
    };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const signed = `${encode({ alg: "RS256", kid: KEY_ID, typ: "JWT" })}.${encode(claims)}`;
    const { privateKey } = state.signsBadly ? strangers : keys;
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
  };

  const authorize = (query: URLSearchParams): Response => {
    const redirectUri = query.get("redirect_uri");
    const isAsked = query.get("scope")?.split(" ").includes("openid") && query.get("response_type") === "code";
    if (query.get("client_id") !== state.clientId || !redirectUri || !isAsked)
      return new Response(null, { status: 400 });
    const code = crypto.randomUUID();
    grants.set(code, { nonce: query.get("nonce"), challenge: query.get("code_challenge"), redirectUri });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", query.get("state") ?? "");
    return Response.redirect(back.href, 302);
  };

  const exchange = async (request: Request): Promise<Response> => {
    const form = new URLSearchParams(await request.text());
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    const basic = Buffer.from(request.headers.get("authorization")?.slice(6) ?? "", "base64").toString();
    const isClient =
      form.get("client_secret") === state.clientSecret || basic === `${state.clientId}:${state.clientSecret}`;
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!grant || !isClient || verifier !== grant.challenge || form.get("redirect_uri") !== grant.redirectUri)
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    return Response.json({
      ...{ access_token: crypto.randomUUID(), token_type: "Bearer", expires_in: 3_600 },
      id_token: issue(grant.nonce),
    });
  };

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const { pathname, searchParams } = new URL(request.url);
      if (state.isDown) return new Response(null, { status: 503 });
      if (pathname === "/authorize") return authorize(searchParams);
      if (pathname === "/token") return exchange(request);
      if (pathname === "/keys")
        return Response.json({
          keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: KEY_ID, alg: "RS256", use: "sig" }],
        });
      if (pathname === "/.well-known/openid-configuration")
        return Response.json({
          issuer: state.issuerUrl,
          authorization_endpoint: `${state.issuerUrl}/authorize`,
          token_endpoint: `${state.issuerUrl}/token`,
          jwks_uri: `${state.issuerUrl}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      return new Response(null, { status: 404 });
    },
  });

  const state: OpenIdServer = {
    issuerUrl: `http://127.0.0.1:${server.port}`,
    clientId: "lumiku-client",
    clientSecret: "lumiku-client-secret",
    person: { sub: "1", email: "nobody@example.com" },
    claims: {},
    signsBadly: false,
    isDown: false,
    async agree(authorizationUrl) {
      const response = await fetch(authorizationUrl, { redirect: "manual" });
      const { pathname, search } = new URL(response.headers.get("location") ?? "");
      return pathname + search;
    },
    stop: () => server.stop(true),
  };
  return state;
}
