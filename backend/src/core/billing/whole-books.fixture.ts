import type { Database } from "../db/client";
import type { Fault } from "../generations/books.fixture";

/**
 * Compares payments, refunds, plans, tiers and the ledger with each other and with what the sandbox took. One statement
 * sees one state. Empty when the books are right and nothing is on its way.
 */
export function listMoneyFaults({ client }: Database): Promise<Fault[]> {
  return client.$queryRaw<Fault[]>`
    WITH given_back AS (
      SELECT "paymentId", sum("amountCents")::int AS cents, sum("creditsTaken")::int AS taken,
        sum("creditsTaken" + "creditsMissing")::int AS accounted
      FROM refunds GROUP BY 1
    ), granted AS (
      SELECT substr("idempotencyKey", 9) AS id, sum("availableDelta")::int AS credits, count(*) AS times
      FROM ledger_entries WHERE "idempotencyKey" LIKE 'payment:%' GROUP BY 1
    ), taken AS (
      SELECT r."paymentId", -sum(l."availableDelta")::int AS credits
      FROM refunds r JOIN ledger_entries l ON l."idempotencyKey" = 'refund:' || r.gateway || ':' || r."gatewayRefundId" GROUP BY 1
    ), live AS (
      SELECT * FROM subscriptions WHERE status <> 'ended'
    )
    SELECT 'each paid pack is granted once, and nothing else is' AS rule, id FROM (SELECT * FROM payments WHERE purpose = 'pack') p
      FULL JOIN granted g USING (id)
      WHERE (COALESCE(g.credits, 0), COALESCE(g.times, 0)) IS DISTINCT FROM
        CASE WHEN p.status = 'paid' THEN (p.credits, 1::bigint) ELSE (0, 0::bigint) END
    UNION ALL
    SELECT 'the refunds of a payment are its sum, and never exceed it', p.id FROM payments p LEFT JOIN given_back g ON "paymentId" = p.id
      WHERE p."refundedCents" <> COALESCE(g.cents, 0) OR p."refundedCents" > CASE WHEN p.status = 'paid' THEN p."amountCents" ELSE 0 END
    UNION ALL
    SELECT 'as large a share of the credits goes back as of the money', p.id FROM payments p LEFT JOIN given_back g ON "paymentId" = p.id
      WHERE COALESCE(g.accounted, 0) <> p.credits::bigint * p."refundedCents" / p."amountCents"
    UNION ALL
    SELECT 'what a refund took stands in the ledger', g."paymentId" FROM given_back g LEFT JOIN taken t USING ("paymentId")
      WHERE g.taken <> COALESCE(t.credits, 0)
    UNION ALL
    SELECT 'what the sandbox took is paid here, once and to the cent', COALESCE(p.id, s.reference)
      FROM (SELECT * FROM payments WHERE status = 'paid') p
      FULL JOIN (SELECT * FROM sandbox_payments WHERE kind IN ('single', 'recurring', 'charge') AND status = 'paid') s
        ON s.id = p."gatewayPaymentId"
      WHERE (p.id, p."amountCents", p."refundedCents") IS DISTINCT FROM (s.reference, s."amountCents", s."refundedCents")
    UNION ALL
    SELECT 'a plan is paid for as long as it runs', l.id FROM live l WHERE l.status = 'active' AND NOT EXISTS (
      SELECT 1 FROM payments p WHERE p."subscriptionId" = l.id AND p.status = 'paid' AND p."periodEnd" = l."periodEnd")
    UNION ALL
    SELECT 'no plan runs whose payment was given back', l.id FROM live l JOIN payments p ON p."subscriptionId" = l.id
      WHERE l.status = 'active' AND p."periodEnd" = l."periodEnd" AND p."refundedCents" = p."amountCents"
    UNION ALL
    SELECT 'every payment for a plan is that of a plan', id FROM payments
      WHERE status = 'paid' AND purpose <> 'pack' AND "subscriptionId" IS NULL
    UNION ALL
    SELECT 'one plan at most', "userId" FROM live GROUP BY "userId" HAVING count(*) > 1
    UNION ALL
    SELECT 'what was paid for twice is told to somebody', s.id FROM subscriptions s
      WHERE s."endReason" = 'duplicate' AND NOT EXISTS (
        SELECT 1 FROM payments p JOIN billing_alerts a ON a."paymentId" = p.id WHERE p."subscriptionId" = s.id)
    UNION ALL
    SELECT 'the tier is that of the plan, or of bought credits', u.id FROM users u
      LEFT JOIN live l ON l."userId" = u.id AND l.status IN ('active', 'past_due')
      WHERE u.tier <> COALESCE(l.tier, CASE WHEN EXISTS (
        SELECT 1 FROM payments p WHERE p."userId" = u.id AND p.purpose = 'pack' AND p.status = 'paid' AND p."refundedCents" < p."amountCents"
      ) THEN 'basic'::tier ELSE 'free'::tier END)`;
}
