/** Stripe's objects, as far as they matter here; references are ids until they are expanded. */
interface Stored {
  id: string;
  object: string;
  created: number;
  livemode: false;
}

export type Metadata = Record<string, string>;

export interface List<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}

export interface Customer extends Stored {
  email: string | null;
  metadata: Metadata;
}

export interface Product extends Stored {
  name: string;
  active: boolean;
}

export interface Price extends Stored {
  currency: string;
  unit_amount: number;
  product: string;
  type: "one_time" | "recurring";
  recurring: { interval: "month" | "year"; interval_count: number } | null;
}

export interface Session extends Stored {
  mode: "payment" | "subscription";
  status: "open" | "complete" | "expired";
  payment_status: "paid" | "unpaid" | "no_payment_required";
  client_reference_id: string | null;
  metadata: Metadata;
  customer: string | null;
  customer_email: string | null;
  amount_total: number;
  currency: string;
  payment_intent: string | null;
  subscription: string | null;
  invoice: string | null;
  success_url: string;
  cancel_url: string;
  expires_at: number;
  url: string | null;
}

export interface PaymentError {
  type: "card_error";
  code: string;
  decline_code: string | null;
  message: string;
}

export interface Intent extends Stored {
  amount: number;
  amount_received: number;
  currency: string;
  customer: string | null;
  description: string | null;
  status: "requires_payment_method" | "processing" | "succeeded" | "canceled";
  latest_charge: string | null;
  last_payment_error: PaymentError | null;
  metadata: Metadata;
  client_secret: string;
}

export interface Charge extends Stored {
  amount: number;
  amount_refunded: number;
  currency: string;
  customer: string | null;
  payment_intent: string;
  paid: boolean;
  refunded: boolean;
  disputed: boolean;
  status: "succeeded" | "failed";
}

export interface Refund extends Stored {
  amount: number;
  currency: string;
  charge: string;
  payment_intent: string;
  reason: string | null;
  metadata: Metadata;
  status: "succeeded" | "pending" | "failed";
}

export interface Dispute extends Stored {
  amount: number;
  currency: string;
  charge: string;
  payment_intent: string;
  reason: string;
  status: "warning_needs_response" | "needs_response" | "under_review" | "won" | "lost";
}

export interface SubscriptionItem extends Stored {
  current_period_start: number;
  current_period_end: number;
  price: Price;
  quantity: number;
  subscription: string;
}

export interface Subscription extends Stored {
  billing_cycle_anchor: number;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  currency: string;
  customer: string;
  ended_at: number | null;
  items: List<SubscriptionItem>;
  latest_invoice: string | null;
  metadata: Metadata;
  schedule: string | null;
  status: "active" | "past_due" | "incomplete" | "incomplete_expired" | "canceled";
}

export interface Line {
  id: string;
  object: "line_item";
  amount: number;
  currency: string;
  description: string;
  period: { start: number; end: number };
  parent: {
    type: "subscription_item_details";
    invoice_item_details: null;
    subscription_item_details: { subscription: string; subscription_item: string; proration: boolean };
  };
  pricing: { type: "price_details"; price_details: { price: string; product: string } };
  quantity: number;
}

export interface Invoice extends Stored {
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  attempted: boolean;
  attempt_count: number;
  billing_reason: "subscription_create" | "subscription_cycle" | "subscription_update";
  currency: string;
  customer: string;
  hosted_invoice_url: string | null;
  lines: List<Line>;
  parent: {
    type: "subscription_details";
    quote_details: null;
    subscription_details: { subscription: string; metadata: Metadata };
  };
  status: "draft" | "open" | "paid" | "void";
  status_transitions: { finalized_at: number | null; paid_at: number | null; voided_at: number | null };
  total: number;
}

export interface InvoicePayment extends Stored {
  amount_paid: number | null;
  amount_requested: number;
  currency: string;
  invoice: string;
  is_default: boolean;
  payment: { type: "payment_intent"; payment_intent: string };
  status: "open" | "paid" | "canceled";
  status_transitions: { paid_at: number | null; canceled_at: number | null };
}

export interface Phase {
  start_date: number;
  end_date: number;
  items: { price: string; quantity: number }[];
  proration_behavior: string;
}

export interface Schedule extends Stored {
  subscription: string | null;
  released_subscription: string | null;
  status: "active" | "released" | "canceled" | "completed";
  end_behavior: "release" | "cancel";
  current_phase: { start_date: number; end_date: number } | null;
  phases: Phase[];
}

export interface Kinds {
  customer: Customer;
  product: Product;
  price: Price;
  "checkout.session": Session;
  payment_intent: Intent;
  charge: Charge;
  refund: Refund;
  dispute: Dispute;
  subscription: Subscription;
  invoice: Invoice;
  invoice_payment: InvoicePayment;
  subscription_schedule: Schedule;
}
