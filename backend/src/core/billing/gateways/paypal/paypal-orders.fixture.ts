import {
  type Capture,
  centsOf,
  type Money,
  missing,
  newId,
  type Order,
  type Refund,
  Refusal,
  type Unit,
  unprocessable,
  type Wallet,
} from "./paypal-ledger.fixture";

interface OrderBody {
  intent: string;
  purchase_units: Omit<Unit, "payments" | "reference_id">[];
}

interface PatchBody {
  op: string;
  path: string;
  value: string;
}

export interface PaypalLedger {
  orders: Map<string, Order>;
  captures: Map<string, Capture>;
  refunds: Map<string, Refund>;
  create(body: OrderBody): Order;
  get(orderId: string): Order;
  patch(orderId: string, patches: PatchBody[]): void;
  capture(orderId: string): Order;
  refund(captureId: string, body: { amount?: Money; note_to_payer?: string }): Refund;
  /** The person agrees to pay, on PayPal's page. */
  approve(orderId: string, wallet?: Wallet): void;
  /** Money that was on its way has come, or never will. */
  settle(captureId: string, isPaid: boolean): void;
  /** PayPal gives the money back by itself. */
  reverse(captureId: string): void;
  /** The person complains to PayPal. @returns the dispute's id */
  dispute(captureId: string): string;
  /** With one of PayPal's outcome codes. */
  resolve(disputeId: string, outcome: string): void;
}

type Emit = (type: string, resourceType: string, resource: object) => void;

/** PayPal keeps an order that is not paid for three hours. */
const ORDER_MS = 3 * 3_600_000;

export function createPaypalLedger(now: () => Date, emit: Emit, url: () => string): PaypalLedger {
  const orders = new Map<string, Order>();
  const captures = new Map<string, Capture>();
  const refunds = new Map<string, Refund>();
  const wallets = new Map<string, Wallet>();
  const disputes = new Map<string, object>();
  const at = () => now().toISOString().replace(/\.\d+/, "");
  const link = (rel: string, path: string, method = "GET") => ({ rel, href: `${url()}${path}`, method });

  const get = (id: string) => {
    const order = orders.get(id);
    const isGone = order?.status !== "COMPLETED" && Date.parse(order?.create_time ?? "") + ORDER_MS <= now().getTime();
    if (!order || isGone) throw missing();
    return order;
  };
  const getCapture = (id: string) => {
    const capture = captures.get(id);
    if (!capture) throw missing();
    return capture;
  };
  const leftOf = (capture: Capture) => {
    const given = [...refunds.values()].filter(({ links }) =>
      links.some(({ href }) => href.endsWith(`/${capture.id}`)),
    );
    return centsOf(capture.amount) - given.reduce((sum, { amount }) => sum + centsOf(amount), 0);
  };

  const giveBack = (capture: Capture, amount: Money, note: string | undefined): Refund => {
    const id = newId();
    const refund: Refund = {
      ...{ id, status: "COMPLETED", amount, create_time: at(), update_time: at() },
      ...(note && { note_to_payer: note }),
      ...(capture.custom_id && { custom_id: capture.custom_id }),
      links: [link("self", `/v2/payments/refunds/${id}`), link("up", `/v2/payments/captures/${capture.id}`)],
    };
    refunds.set(id, refund);
    capture.status = leftOf(capture) === 0 ? "REFUNDED" : "PARTIALLY_REFUNDED";
    capture.update_time = at();
    return refund;
  };

  return {
    orders,
    captures,
    refunds,
    get,

    create({ intent, purchase_units }) {
      const [unit] = purchase_units;
      if (intent !== "CAPTURE" || !unit) throw new Refusal(400, "INVALID_REQUEST", "MISSING_REQUIRED_PARAMETER");
      if (!/^\d+\.\d{2}$/.test(unit.amount.value)) throw unprocessable("DECIMAL_PRECISION");
      const id = newId();
      const order: Order = {
        ...{ id, intent: "CAPTURE", status: "CREATED", create_time: at() },
        purchase_units: [{ reference_id: "default", ...unit }],
        links: [
          link("self", `/v2/checkout/orders/${id}`),
          link("approve", `/checkoutnow?token=${id}`),
          link("capture", `/v2/checkout/orders/${id}/capture`, "POST"),
        ],
      };
      orders.set(id, order);
      return order;
    },

    patch(id, patches) {
      const order = get(id);
      if (order.status === "COMPLETED") throw unprocessable("ORDER_ALREADY_COMPLETED");
      for (const { op, path, value } of patches) {
        if (op !== "replace" || path !== "/purchase_units/@reference_id=='default'/custom_id") {
          throw unprocessable("NOT_PATCHABLE");
        }
        order.purchase_units[0].custom_id = value;
      }
    },

    capture(id) {
      const order = get(id);
      const [unit] = order.purchase_units;
      const wallet = wallets.get(id) ?? "works";
      if (order.status === "COMPLETED") throw unprocessable("ORDER_ALREADY_CAPTURED");
      if (order.status !== "APPROVED") throw unprocessable("ORDER_NOT_APPROVED");
      const isPaidElsewhere = [...captures.values()].some(({ invoice_id }) => invoice_id === unit.invoice_id);
      if (unit.invoice_id && isPaidElsewhere) throw unprocessable("DUPLICATE_INVOICE_ID");
      if (wallet === "declines") throw unprocessable("INSTRUMENT_DECLINED");
      const statuses = { works: "COMPLETED", pending: "PENDING", refused: "DECLINED" } as const;
      const captureId = newId();
      const capture: Capture = {
        ...{ id: captureId, status: statuses[wallet], amount: unit.amount, final_capture: true },
        ...(unit.custom_id && { custom_id: unit.custom_id }),
        ...(unit.invoice_id && { invoice_id: unit.invoice_id }),
        ...{ create_time: at(), update_time: at() },
        links: [link("self", `/v2/payments/captures/${captureId}`), link("up", `/v2/checkout/orders/${id}`)],
      };
      captures.set(captureId, capture);
      unit.payments = { captures: [capture] };
      order.status = "COMPLETED";
      emit(`PAYMENT.CAPTURE.${capture.status}`, "capture", capture);
      emit("CHECKOUT.ORDER.COMPLETED", "checkout-order", order);
      return order;
    },

    refund(captureId, { amount, note_to_payer }) {
      const capture = getCapture(captureId);
      const left = leftOf(capture);
      if (left === 0) throw unprocessable("CAPTURE_FULLY_REFUNDED");
      const wanted = amount ?? capture.amount;
      if (centsOf(wanted) > left) throw unprocessable("REFUND_AMOUNT_EXCEEDED");
      const refund = giveBack(capture, wanted, note_to_payer);
      emit("PAYMENT.CAPTURE.REFUNDED", "refund", refund);
      return refund;
    },

    approve(id, wallet = "works") {
      const order = get(id);
      if (order.status !== "CREATED") throw new Error(`The order is ${order.status}`);
      wallets.set(id, wallet);
      order.status = "APPROVED";
      emit("CHECKOUT.ORDER.APPROVED", "checkout-order", order);
    },

    settle(captureId, isPaid) {
      const capture = getCapture(captureId);
      capture.status = isPaid ? "COMPLETED" : "DECLINED";
      capture.update_time = at();
      emit(`PAYMENT.CAPTURE.${isPaid ? "COMPLETED" : "DENIED"}`, "capture", capture);
    },

    reverse(captureId) {
      const capture = getCapture(captureId);
      const refund = giveBack(capture, capture.amount, undefined);
      emit("PAYMENT.CAPTURE.REVERSED", "refund", refund);
      refunds.delete(refund.id);
    },

    dispute(captureId) {
      const dispute_id = `PP-D-${newId().slice(0, 5)}`;
      const transaction = { seller_transaction_id: captureId, gross_amount: getCapture(captureId).amount };
      const resource = { dispute_id, status: "OPEN", reason: "UNAUTHORISED", disputed_transactions: [transaction] };
      disputes.set(dispute_id, resource);
      emit("CUSTOMER.DISPUTE.CREATED", "dispute", resource);
      return dispute_id;
    },

    resolve(disputeId, outcome_code) {
      const resource = { ...disputes.get(disputeId), status: "RESOLVED", dispute_outcome: { outcome_code } };
      emit("CUSTOMER.DISPUTE.RESOLVED", "dispute", resource);
    },
  };
}
