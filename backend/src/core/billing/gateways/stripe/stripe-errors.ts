import { AppError, platformError } from "@lumiku/app-sdk";
import Stripe from "stripe";

const declines: Record<string, string> = {
  insufficient_funds: "The card does not have enough money on it. Nothing was charged.",
  expired_card: "The card has expired. Nothing was charged. Use another one.",
  incorrect_cvc: "The card's security code is wrong. Nothing was charged.",
  authentication_required: "Your bank asks you to confirm this payment yourself. Nothing was charged.",
  subscription_payment_intent_requires_action:
    "Your bank asks you to confirm this payment yourself. Nothing was charged.",
};

const conflicts: Record<string, string> = {
  charge_already_refunded: "This payment has been given back already.",
  charge_disputed: "The buyer disputes this payment with their bank, so it cannot be given back from here.",
};

/** What a person may read about a refused card. `code` is Stripe's `decline_code` or `code`. */
export function declineMessage(...codes: (string | null | undefined)[]): string {
  const known = codes.find((code) => code && code in declines);
  return (known && declines[known]) || "The card was declined. Nothing was charged. Try another card.";
}

/** Stripe's answer. @throws AppError PAYMENT_UNAVAILABLE, PAYMENT_DECLINED, CONFLICT */
export async function answerOf<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toAppError(error);
  }
}

/** Like {@link answerOf}, with null for what Stripe does not have. */
export async function findAnswer<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (isMissing(error)) return null;
    throw toAppError(error);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}

export function toAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Stripe.errors.StripeError)) return error;
  const cause = summaryOf(error);
  if (error instanceof Stripe.errors.StripeCardError) {
    return platformError("PAYMENT_DECLINED", { message: declineMessage(error.decline_code, error.code), cause });
  }
  const conflict = conflicts[error.code ?? ""];
  if (conflict) return platformError("CONFLICT", { message: conflict, cause });
  return platformError("PAYMENT_UNAVAILABLE", { retryable: isPassing(error), cause });
}

function isPassing({ statusCode }: Stripe.errors.StripeError): boolean {
  return statusCode === undefined || statusCode === 409 || statusCode === 429 || statusCode >= 500;
}

/** Stripe's own error carries whole payment objects with their client secrets, which no log is to keep. */
function summaryOf(error: Stripe.errors.StripeError): Error {
  const parts = [error.type, error.statusCode, error.code, error.decline_code, error.param, error.requestId];
  return new Error(`Stripe: ${parts.filter(Boolean).join(" ")}: ${error.message}`);
}
