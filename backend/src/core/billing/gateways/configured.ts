import type { Env } from "../../../env";
import type { PaymentGateway } from "./gateway";
import { createPaypalGateway } from "./paypal/paypal-gateway";
import { createStripeGateway } from "./stripe/stripe-gateway";

/** The payment services that are set up, in the order they are offered. */
export function createConfiguredGateways(env: GatewayEnv, now: () => Date): PaymentGateway[] {
  const gateways: PaymentGateway[] = [];
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (secretKey && webhookSecret) {
    gateways.push(createStripeGateway({ secretKey, webhookSecret, apiUrl: env.STRIPE_API_URL, now }));
  }
  const { PAYPAL_CLIENT_ID: clientId, PAYPAL_CLIENT_SECRET: clientSecret, PAYPAL_WEBHOOK_ID: webhookId } = env;
  if (clientId && clientSecret && webhookId) {
    const [environment, apiUrl] = [env.PAYPAL_ENVIRONMENT, env.PAYPAL_API_URL];
    gateways.push(createPaypalGateway({ clientId, clientSecret, webhookId, environment, apiUrl, now }));
  }
  return gateways;
}

type GatewayEnv = Pick<
  Env,
  | "STRIPE_SECRET_KEY"
  | "STRIPE_WEBHOOK_SECRET"
  | "STRIPE_API_URL"
  | "PAYPAL_CLIENT_ID"
  | "PAYPAL_CLIENT_SECRET"
  | "PAYPAL_WEBHOOK_ID"
  | "PAYPAL_ENVIRONMENT"
  | "PAYPAL_API_URL"
>;
