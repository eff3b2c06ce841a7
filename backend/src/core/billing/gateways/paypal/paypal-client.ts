import { AppError, platformError } from "@lumiku/app-sdk";
import {
  ApiError,
  type ApiResponse,
  Client,
  ClientCredentialsAuthManager,
  CustomError,
  Environment,
  OrdersController,
  PaymentsController,
  SearchError,
  TransactionSearchController,
} from "@paypal/paypal-server-sdk";
import { z } from "zod";

export interface PaypalAccount {
  clientId: string;
  clientSecret: string;
  environment: "live" | "sandbox";
  /** Another place than PayPal's own. */
  apiUrl?: string | undefined;
  timeoutMs?: number | undefined;
}

interface Controllers {
  orders: OrdersController;
  payments: PaymentsController;
  transactions: TransactionSearchController;
}

export interface PaypalClient {
  /** @throws PaypalRefusal with PayPal's issue, AppError PAYMENT_UNAVAILABLE when it does not answer as it should */
  ask<T>(call: (controllers: Controllers) => Promise<ApiResponse<T>>): Promise<T>;
}

/** PayPal has answered no. */
export class PaypalRefusal extends Error {
  override readonly name = "PaypalRefusal";
  constructor(
    readonly status: number,
    /** Such as `ORDER_ALREADY_CAPTURED`, or the error's own name. */
    readonly issue: string,
    debugId: string,
  ) {
    super(`PayPal: ${status} ${issue} ${debugId}`.trim());
  }

  /** For whom no issue of it means anything. */
  toAppError(): AppError {
    return platformError("PAYMENT_UNAVAILABLE", { retryable: this.status === 409, cause: this });
  }
}

type ClientInterface = ConstructorParameters<typeof OrdersController>[0];

/** PayPal's own SDK, and its answers in words that are safe to log: its errors carry the request with its token. */
export function createPaypalClient(account: PaypalAccount): PaypalClient {
  let controllers = open(account);

  const attempt = async <T>(call: (controllers: Controllers) => Promise<ApiResponse<T>>): Promise<T> => {
    const used = controllers;
    try {
      return (await call(used)).result;
    } catch (error) {
      const refusal = refusalOf(error);
      // The SDK keeps a failure to get a token for ever, and a token that PayPal has revoked: begin anew.
      if (!isAboutTheQuestion(error) && controllers === used) controllers = open(account);
      if (refusal) throw refusal;
      throw error instanceof AppError ? error : unanswered(error);
    }
  };

  return {
    async ask(call) {
      try {
        return await attempt(call);
      } catch (error) {
        if (!(error instanceof PaypalRefusal)) throw error;
        if (error.status === 401) return attempt(call).catch(toUnavailable);
        return toUnavailable(error);
      }
    },
  };
}

/** What PayPal says about itself and not about the question. */
function toUnavailable(error: unknown): never {
  if (!(error instanceof PaypalRefusal)) throw error;
  if (error.status >= 500 || error.status === 429 || error.status === 408) {
    throw platformError("PAYMENT_UNAVAILABLE", { retryable: true, cause: error });
  }
  throw error.status === 401 || error.status === 403 ? error.toAppError() : error;
}

function unanswered(error: unknown): AppError {
  const { name, code } = error as { name?: string; code?: string };
  const cause = new Error(`PayPal did not answer: ${[name, code].filter(Boolean).join(" ")}`);
  return platformError("PAYMENT_UNAVAILABLE", { retryable: true, cause });
}

/** Not about us, or PayPal itself. */
function isAboutTheQuestion(error: unknown): boolean {
  const isAnswer = error instanceof CustomError || error instanceof SearchError;
  return isAnswer && error.statusCode !== 401 && error.statusCode < 500;
}

function refusalOf(error: unknown): PaypalRefusal | null {
  if (!(error instanceof ApiError)) return null;
  const body = Problem.safeParse(parse(error.body)).data;
  const issue = body?.details?.[0]?.issue ?? body?.name ?? body?.error ?? "";
  return new PaypalRefusal(error.statusCode, issue, body?.debug_id ?? "");
}

const Problem = z.object({
  name: z.string().optional(),
  error: z.string().optional(),
  debug_id: z.string().optional(),
  details: z.array(z.object({ issue: z.string().optional() })).optional(),
});

function parse(body: ApiError["body"]): unknown {
  try {
    return typeof body === "string" ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}

function open({ clientId, clientSecret, environment, apiUrl, timeoutMs = 20_000 }: PaypalAccount): Controllers {
  const credentials = { oAuthClientId: clientId, oAuthClientSecret: clientSecret };
  const elsewhere = apiUrl?.replace(/\/$/, "");
  const client: Client = new Client({
    environment: environment === "live" ? Environment.Production : Environment.Sandbox,
    timeout: timeoutMs,
    clientCredentialsAuthCredentials: {
      ...credentials,
      ...(elsewhere && {
        oAuthTokenProvider: () => new ClientCredentialsAuthManager(credentials, moved(client, elsewhere)).fetchToken(),
      }),
    },
  });
  const used = elsewhere ? moved(client, elsewhere) : client;
  return {
    orders: new OrdersController(used),
    payments: new PaymentsController(used),
    transactions: new TransactionSearchController(used),
  };
}

/** The SDK knows PayPal's own two addresses only; its requests are turned to another one on their way out. */
function moved(client: Client, apiUrl: string): ClientInterface {
  const create = client.getRequestBuilderFactory();
  return {
    getRequestBuilderFactory: () => (method, path) => {
      const builder = create(method, path);
      builder.interceptRequest((request) => ({ ...request, url: request.url.replace(/^https:\/\/[^/]+/, apiUrl) }));
      return builder;
    },
  };
}
