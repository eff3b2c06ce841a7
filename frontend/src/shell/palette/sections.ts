export interface SectionLink {
  to: string;
  label: string;
  /** Other words it is found by. */
  keywords: string[];
}

/** What the pages of several subjects have behind their first, for whoever knows what they want. */
export const accountSections: SectionLink[] = [
  { to: "/account", label: "Profile", keywords: ["name", "e-mail", "account"] },
  { to: "/account/security", label: "Security", keywords: ["password", "two-factor", "2fa"] },
  { to: "/account/devices", label: "Devices", keywords: ["sessions", "signed in"] },
  { to: "/account/api-keys", label: "API keys", keywords: ["token", "developer"] },
  { to: "/account/preferences", label: "Preferences", keywords: ["settings", "theme", "language", "notifications"] },
  { to: "/account/data", label: "Your data", keywords: ["export", "delete", "remove", "privacy"] },
];

export const billingSections: SectionLink[] = [
  { to: "/billing/plans", label: "Plans", keywords: ["upgrade", "subscription", "prices", "pro"] },
  { to: "/billing/credits", label: "Buy credits", keywords: ["top up", "packs", "ledger", "balance"] },
  { to: "/billing/payments", label: "Payments", keywords: ["receipts", "invoices"] },
];

export const adminSections: SectionLink[] = [
  { to: "/admin", label: "Accounts", keywords: ["users", "people"] },
  { to: "/admin/payments", label: "All payments", keywords: ["refunds"] },
  { to: "/admin/alerts", label: "Alerts", keywords: [] },
  { to: "/admin/books", label: "Books", keywords: ["ledger", "revenue"] },
  { to: "/admin/mail", label: "Mail", keywords: ["outbox"] },
  { to: "/admin/audit", label: "Audit log", keywords: ["history"] },
];
