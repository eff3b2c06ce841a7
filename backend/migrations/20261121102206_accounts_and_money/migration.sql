-- CreateEnum
CREATE TYPE "subscription_status" AS ENUM ('active', 'past_due', 'suspended', 'ended');

-- CreateEnum
CREATE TYPE "billing_interval" AS ENUM ('month', 'year');

-- CreateEnum
CREATE TYPE "quota_period" AS ENUM ('day', 'month');

-- CreateEnum
CREATE TYPE "payment_purpose" AS ENUM ('pack', 'subscription', 'renewal', 'upgrade');

-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('pending', 'paid', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "webhook_status" AS ENUM ('received', 'processed', 'ignored', 'failed');

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "quotaDay" TIMESTAMPTZ(3),
ADD COLUMN     "quotaMonth" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "deletionRequestedAt" TIMESTAMPTZ(3),
ADD COLUMN     "twoFactorEnabled" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "userId" TEXT,
    "targetId" TEXT,
    "address" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "interval" "billing_interval" NOT NULL,
    "status" "subscription_status" NOT NULL DEFAULT 'active',
    "tier" "tier" NOT NULL,
    "dailyUnits" INTEGER NOT NULL,
    "monthlyUnits" INTEGER NOT NULL,
    "priceCents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "anchorAt" TIMESTAMPTZ(3) NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3) NOT NULL,
    "cancelAtPeriodEnd" BOOLEAN NOT NULL DEFAULT false,
    "nextPlan" TEXT,
    "nextInterval" "billing_interval",
    "graceEndsAt" TIMESTAMPTZ(3),
    "suspensionEndsAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,
    "gateway" TEXT NOT NULL,
    "gatewaySubscriptionId" TEXT,
    "gatewayCustomerId" TEXT,
    "renewalAttempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quota_windows" (
    "userId" TEXT NOT NULL,
    "period" "quota_period" NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quota_windows_pkey" PRIMARY KEY ("userId","period","startsAt")
);

-- CreateTable
CREATE TABLE "payments" (
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "purpose" "payment_purpose" NOT NULL,
    "status" "payment_status" NOT NULL DEFAULT 'pending',
    "gateway" TEXT NOT NULL,
    "gatewayCheckoutId" TEXT,
    "gatewayPaymentId" TEXT,
    "gatewayCustomerId" TEXT,
    "amountCents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "refundedCents" INTEGER NOT NULL DEFAULT 0,
    "dispute" TEXT,
    "description" TEXT NOT NULL,
    "pack" TEXT,
    "credits" INTEGER NOT NULL DEFAULT 0,
    "plan" TEXT,
    "interval" "billing_interval",
    "subscriptionId" TEXT,
    "periodStart" TIMESTAMPTZ(3),
    "periodEnd" TIMESTAMPTZ(3),
    "checkoutUrl" TEXT,
    "failureMessage" TEXT,
    "payerName" TEXT,
    "payerEmail" TEXT,
    "receiptNumber" INTEGER,
    "idempotencyKey" TEXT,
    "requestHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "paidAt" TIMESTAMPTZ(3),

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "gatewayRefundId" TEXT NOT NULL,
    "amountCents" INTEGER NOT NULL,
    "creditsTaken" INTEGER NOT NULL DEFAULT 0,
    "creditsMissing" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_events" (
    "gateway" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "status" "webhook_status" NOT NULL DEFAULT 'received',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processedAt" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("gateway","eventId")
);

-- CreateTable
CREATE TABLE "billing_alerts" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "gateway" TEXT,
    "paymentId" TEXT,
    "userId" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolvedBy" TEXT,

    CONSTRAINT "billing_alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_customers" (
    "id" TEXT NOT NULL,
    "card" TEXT NOT NULL,

    CONSTRAINT "sandbox_customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_payments" (
    "id" TEXT NOT NULL,
    "checkoutId" TEXT,
    "customerId" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amountCents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "refundedCents" INTEGER NOT NULL DEFAULT 0,
    "idempotencyKey" TEXT,
    "successUrl" TEXT,
    "cancelUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paidAt" TIMESTAMPTZ(3),

    CONSTRAINT "sandbox_payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mails" (
    "id" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "two_factors" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backupCodes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failedVerificationCount" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "two_factors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "configId" TEXT NOT NULL DEFAULT 'default',
    "name" TEXT,
    "start" TEXT,
    "prefix" TEXT,
    "key" TEXT NOT NULL,
    "referenceId" TEXT NOT NULL,
    "refillInterval" INTEGER,
    "refillAmount" INTEGER,
    "lastRefillAt" TIMESTAMPTZ(3),
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "rateLimitEnabled" BOOLEAN NOT NULL DEFAULT false,
    "rateLimitTimeWindow" INTEGER,
    "rateLimitMax" INTEGER,
    "requestCount" INTEGER NOT NULL DEFAULT 0,
    "remaining" INTEGER,
    "lastRequest" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "permissions" TEXT,
    "metadata" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_settings" (
    "userId" TEXT NOT NULL,
    "theme" TEXT NOT NULL DEFAULT 'system',
    "language" TEXT NOT NULL DEFAULT 'system',
    "pinnedApps" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "usesCreditsAfterQuota" BOOLEAN NOT NULL DEFAULT false,
    "mailsReceipts" BOOLEAN NOT NULL DEFAULT true,
    "mailsPlanNotices" BOOLEAN NOT NULL DEFAULT true,
    "notifiesOnFinish" BOOLEAN NOT NULL DEFAULT false,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_settings_pkey" PRIMARY KEY ("userId")
);

-- CreateIndex
CREATE INDEX "audit_entries_userId_id_idx" ON "audit_entries"("userId", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_action_id_idx" ON "audit_entries"("action", "id" DESC);

-- CreateIndex
CREATE INDEX "subscriptions_userId_idx" ON "subscriptions"("userId");

-- CreateIndex
CREATE INDEX "subscriptions_status_periodEnd_idx" ON "subscriptions"("status", "periodEnd");

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_gateway_gatewaySubscriptionId_key" ON "subscriptions"("gateway", "gatewaySubscriptionId");

-- CreateIndex
CREATE UNIQUE INDEX "payments_receiptNumber_key" ON "payments"("receiptNumber");

-- CreateIndex
CREATE INDEX "payments_userId_createdAt_id_idx" ON "payments"("userId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payments_status_createdAt_idx" ON "payments"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "payments_gateway_gatewayPaymentId_key" ON "payments"("gateway", "gatewayPaymentId");

-- CreateIndex
CREATE UNIQUE INDEX "payments_gateway_gatewayCheckoutId_key" ON "payments"("gateway", "gatewayCheckoutId");

-- CreateIndex
CREATE UNIQUE INDEX "payments_userId_idempotencyKey_key" ON "payments"("userId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "refunds_paymentId_idx" ON "refunds"("paymentId");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_gateway_gatewayRefundId_key" ON "refunds"("gateway", "gatewayRefundId");

-- CreateIndex
CREATE INDEX "webhook_events_status_nextTryAt_idx" ON "webhook_events"("status", "nextTryAt");

-- CreateIndex
CREATE UNIQUE INDEX "billing_alerts_key_key" ON "billing_alerts"("key");

-- CreateIndex
CREATE INDEX "billing_alerts_resolvedAt_createdAt_idx" ON "billing_alerts"("resolvedAt", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_payments_checkoutId_key" ON "sandbox_payments"("checkoutId");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_payments_idempotencyKey_key" ON "sandbox_payments"("idempotencyKey");

-- CreateIndex
CREATE INDEX "sandbox_payments_createdAt_idx" ON "sandbox_payments"("createdAt");

-- CreateIndex
CREATE INDEX "mails_status_nextTryAt_idx" ON "mails"("status", "nextTryAt");

-- CreateIndex
CREATE INDEX "mails_createdAt_idx" ON "mails"("createdAt" DESC);

-- CreateIndex
CREATE INDEX "two_factors_userId_idx" ON "two_factors"("userId");

-- CreateIndex
CREATE INDEX "two_factors_secret_idx" ON "two_factors"("secret");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_key" ON "api_keys"("key");

-- CreateIndex
CREATE INDEX "api_keys_referenceId_idx" ON "api_keys"("referenceId");

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quota_windows" ADD CONSTRAINT "quota_windows_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "subscriptions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "payments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "two_factors" ADD CONSTRAINT "two_factors_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_referenceId_fkey" FOREIGN KEY ("referenceId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_settings" ADD CONSTRAINT "user_settings_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand from here on.

-- Audit: written once, kept.
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_always();
CREATE TRIGGER audit_is_kept BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_always();

-- The refusal no longer speaks of the ledger alone.
CREATE OR REPLACE FUNCTION refuse_always() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: it is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Payments.

ALTER TABLE payments
  ADD CONSTRAINT payment_amount_is_positive CHECK ("amountCents" > 0),
  ADD CONSTRAINT payment_refund_fits_amount CHECK ("refundedCents" BETWEEN 0 AND "amountCents"),
  ADD CONSTRAINT payment_credits_not_negative CHECK (credits >= 0),
  ADD CONSTRAINT payment_dispute_is_known CHECK (dispute IN ('open', 'won', 'lost'));
ALTER TABLE refunds
  ADD CONSTRAINT refund_amount_is_positive CHECK ("amountCents" > 0),
  ADD CONSTRAINT refund_credits_not_negative CHECK ("creditsTaken" >= 0 AND "creditsMissing" >= 0);

-- Whose a gateway's customer is, asked with every payment that arrives.
CREATE INDEX payments_customer ON payments (gateway, "gatewayCustomerId") WHERE "gatewayCustomerId" IS NOT NULL;
-- A plan that goes with its account leaves its payments behind.
CREATE INDEX payments_subscription ON payments ("subscriptionId") WHERE "subscriptionId" IS NOT NULL;

CREATE SEQUENCE receipt_numbers AS int START 1001;

-- What was paid stays paid, and is what was asked for; its receipt gets a number in that moment.
CREATE FUNCTION guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.status = 'paid' AND NEW.status <> 'paid' THEN
      RAISE EXCEPTION 'payment % is paid and stays so', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW."amountCents", NEW.currency, NEW.credits, NEW.purpose, NEW.gateway)
      IS DISTINCT FROM (OLD."amountCents", OLD.currency, OLD.credits, OLD.purpose, OLD.gateway) THEN
      RAISE EXCEPTION 'payment % was asked for in these terms', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW."refundedCents" < OLD."refundedCents" THEN
      RAISE EXCEPTION 'payment %: what was refunded stays refunded', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  IF NEW.status = 'paid' AND NEW."receiptNumber" IS NULL THEN
    NEW."receiptNumber" := nextval('receipt_numbers');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_is_guarded BEFORE INSERT OR UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION guard_payment();

-- The refunds of a payment never exceed it. The payment's row is locked, so two refunds are counted one after the other.
CREATE FUNCTION count_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payments SET "refundedCents" = "refundedCents" + NEW."amountCents" WHERE id = NEW."paymentId";
  RETURN NEW;
END $$;
CREATE TRIGGER refund_is_counted AFTER INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION count_refund();

-- Subscriptions.

ALTER TABLE subscriptions
  ADD CONSTRAINT subscription_units_not_negative CHECK ("dailyUnits" >= 0 AND "monthlyUnits" >= 0 AND "priceCents" >= 0),
  ADD CONSTRAINT subscription_period_is_forward CHECK ("periodEnd" > "periodStart");
CREATE UNIQUE INDEX subscriptions_live ON subscriptions ("userId") WHERE status <> 'ended';
-- Plans that have ended here, and not yet at their gateway: few among all that ever ended.
CREATE INDEX subscriptions_ending ON subscriptions ("nextAttemptAt") WHERE status = 'ended' AND "nextAttemptAt" IS NOT NULL;

CREATE FUNCTION keep_subscription_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'subscription % has ended and stays so', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER subscription_end_is_final BEFORE UPDATE ON subscriptions FOR EACH ROW
  WHEN (OLD.status = 'ended' AND NEW.status <> 'ended') EXECUTE FUNCTION keep_subscription_ended();

-- The tier: that of the plan while it is paid for or in its grace; else basic for who has ever bought credits and not
-- given them back; else free. The person's row is locked before it is looked at what they have: of two transactions that
-- change it at the same time, each would else reckon without the other.
CREATE FUNCTION refresh_tier(p_user text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = p_user FOR NO KEY UPDATE;
  UPDATE users u SET tier = t.tier FROM (
    SELECT COALESCE(
      (SELECT s.tier FROM subscriptions s WHERE s."userId" = p_user AND s.status IN ('active', 'past_due')),
      CASE WHEN EXISTS (
        SELECT 1 FROM payments p WHERE p."userId" = p_user AND p.purpose = 'pack' AND p.status = 'paid'
          AND p."refundedCents" < p."amountCents" AND p.dispute IS DISTINCT FROM 'lost'
      ) THEN 'basic'::tier ELSE 'free'::tier END
    ) AS tier
  ) t WHERE u.id = p_user AND u.tier <> t.tier;
END $$;
CREATE FUNCTION follow_tier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_tier(COALESCE(NEW."userId", OLD."userId"));
  RETURN NULL;
END $$;
CREATE TRIGGER tier_follows_subscription AFTER INSERT OR DELETE OR UPDATE OF status, tier ON subscriptions
  FOR EACH ROW EXECUTE FUNCTION follow_tier();
CREATE TRIGGER tier_follows_payment AFTER INSERT OR UPDATE OF status, "refundedCents", dispute ON payments
  FOR EACH ROW WHEN (NEW.purpose = 'pack') EXECUTE FUNCTION follow_tier();

-- Quota. Days are those of UTC. Months are counted from the anchor, so one that began on a 31st ends on the last day of
-- a shorter month and comes back to the 31st.

ALTER TABLE quota_windows ADD CONSTRAINT quota_used_not_negative CHECK (used >= 0);
ALTER TABLE generations ADD CONSTRAINT generation_cost_unit_is_known CHECK (
  "costUnit" = 'credits' OR ("costUnit" = 'quota' AND "quotaDay" IS NOT NULL AND "quotaMonth" IS NOT NULL)
);

CREATE FUNCTION add_months(p_anchor timestamptz, p_months int) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT ((p_anchor AT TIME ZONE 'UTC') + make_interval(months => p_months)) AT TIME ZONE 'UTC'
$$;
CREATE FUNCTION months_since(p_anchor timestamptz, p_now timestamptz) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT m - CASE WHEN add_months(p_anchor, m) > p_now THEN 1 ELSE 0 END FROM (
    SELECT ((EXTRACT(year FROM p_now AT TIME ZONE 'UTC') - EXTRACT(year FROM p_anchor AT TIME ZONE 'UTC')) * 12
      + EXTRACT(month FROM p_now AT TIME ZONE 'UTC') - EXTRACT(month FROM p_anchor AT TIME ZONE 'UTC'))::int AS m
  ) AS calendar
$$;

-- A subscriber's quota as it stands: no row for who has no plan that is paid for or in its grace.
CREATE FUNCTION quota_state(p_user text, p_now timestamptz) RETURNS TABLE (
  plan text, day_start timestamptz, day_end timestamptz, day_limit int, day_used int,
  month_start timestamptz, month_end timestamptz, month_limit int, month_used int
) LANGUAGE sql STABLE AS $$
  SELECT s.plan, w.day_start, w.day_end, s."dailyUnits",
    COALESCE((SELECT used FROM quota_windows q WHERE q."userId" = p_user AND q.period = 'day' AND q."startsAt" = w.day_start), 0),
    w.month_start, w.month_end, s."monthlyUnits",
    COALESCE((SELECT used FROM quota_windows q WHERE q."userId" = p_user AND q.period = 'month' AND q."startsAt" = w.month_start), 0)
  FROM subscriptions s, LATERAL (
    SELECT date_trunc('day', p_now, 'UTC') AS day_start, date_trunc('day', p_now, 'UTC') + interval '24 hours' AS day_end,
      add_months(s."anchorAt", months_since(s."anchorAt", p_now)) AS month_start,
      add_months(s."anchorAt", months_since(s."anchorAt", p_now) + 1) AS month_end
  ) w
  WHERE s."userId" = p_user AND s.status IN ('active', 'past_due')
$$;

-- Takes units from today's and this month's quota, or from neither. The windows' rows are locked, day before month, and
-- the plan is held as it is, so no two starts take the same unit. Says "none" without a plan, "taken", or which of the
-- two windows refused ("day", "month"), with the numbers as they then are.
CREATE FUNCTION take_quota(p_user text, p_units int, p_now timestamptz) RETURNS TABLE (
  outcome text, day_start timestamptz, day_end timestamptz, day_limit int, day_used int,
  month_start timestamptz, month_end timestamptz, month_limit int, month_used int
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v record;
  v_day int;
  v_month int;
  v_outcome text := 'taken';
BEGIN
  PERFORM 1 FROM subscriptions WHERE "userId" = p_user AND status IN ('active', 'past_due') FOR SHARE;
  SELECT * INTO v FROM quota_state(p_user, p_now);
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'none', p_now, p_now, 0, 0, p_now, p_now, 0, 0;
    RETURN;
  END IF;
  INSERT INTO quota_windows ("userId", period, "startsAt") VALUES (p_user, 'day', v.day_start) ON CONFLICT DO NOTHING;
  SELECT used INTO v_day FROM quota_windows
    WHERE "userId" = p_user AND period = 'day' AND "startsAt" = v.day_start FOR UPDATE;
  INSERT INTO quota_windows ("userId", period, "startsAt") VALUES (p_user, 'month', v.month_start) ON CONFLICT DO NOTHING;
  SELECT used INTO v_month FROM quota_windows
    WHERE "userId" = p_user AND period = 'month' AND "startsAt" = v.month_start FOR UPDATE;
  IF v_month + p_units > v.month_limit THEN
    v_outcome := 'month';
  ELSIF v_day + p_units > v.day_limit THEN
    v_outcome := 'day';
  ELSE
    UPDATE quota_windows SET used = used + p_units WHERE "userId" = p_user AND
      ((period = 'day' AND "startsAt" = v.day_start) OR (period = 'month' AND "startsAt" = v.month_start));
    v_day := v_day + p_units;
    v_month := v_month + p_units;
  END IF;
  RETURN QUERY SELECT v_outcome, v.day_start, v.day_end, v.day_limit, v_day, v.month_start, v.month_end, v.month_limit, v_month;
END $$;

-- Gives back to the windows it was taken from, day before month.
CREATE FUNCTION return_quota(p_user text, p_day timestamptz, p_month timestamptz, p_units int) RETURNS void LANGUAGE sql AS $$
  UPDATE quota_windows SET used = used - p_units WHERE "userId" = p_user AND period = 'day' AND "startsAt" = p_day;
  UPDATE quota_windows SET used = used - p_units WHERE "userId" = p_user AND period = 'month' AND "startsAt" = p_month;
$$;
