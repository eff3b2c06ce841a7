import { buttonClass } from "@lumiku/ui/button";
import { Skeleton } from "@lumiku/ui/skeleton";
import { lazy, type ReactNode } from "react";
import { Link } from "react-router";
import { useSession } from "../../core/session";
import { credits } from "../../core/words";
import BalanceCards from "../billing/balance-cards";
import { Part } from "../frame/part";
import { Page } from "../page";
import { AppCards } from "./app-cards";
import { greeting } from "./greeting";
import { useRecentWork, WorkStrip } from "./work-strip";

const ConfirmEmailNotice = lazy(() => import("../account/confirm-email-notice"));
const StatsCards = lazy(() => import("./stats-cards"));

/** What there is to do, what is happening, what was made. Every section has its place before it is there. */
export default function Dashboard() {
  const me = useSession((state) => state.me);
  const work = useRecentWork();
  const isNew = work.status === "ready" && work.items.length === 0;
  if (!me) return null;
  return (
    <Page title={`${greeting(new Date())}, ${me.user.name.split(" ")[0]}`} tabTitle="Dashboard">
      {!me.user.emailVerified && (
        <Part place={<Skeleton className="h-41 sm:h-17.5" />}>
          <ConfirmEmailNotice email={me.user.email} />
        </Part>
      )}
      <BalanceCards me={me} />
      <Section
        title={isNew ? "Make your first picture" : "Apps"}
        note={isNew && !me.quota ? `${credits(me.credits.available)} are yours to begin with` : undefined}
      >
        <AppCards />
      </Section>
      <Section title={isNew ? "Your pictures" : "Recent work"} action={!isNew && <SeeAll />}>
        <WorkStrip work={work} />
      </Section>
      {!isNew && (
        <Section title="This month">
          <Part place={<Skeleton className="h-78" />}>
            <StatsCards />
          </Part>
        </Section>
      )}
    </Page>
  );
}

function SeeAll() {
  return (
    <Link to="/work" className={`${buttonClass("quiet", "small")} max-md:h-11`}>
      See all
    </Link>
  );
}

interface SectionProps {
  title: string;
  note?: string | undefined;
  action?: ReactNode;
  children: ReactNode;
}

function Section({ title, note, action, children }: SectionProps) {
  return (
    <section aria-label={title} className="grid gap-3">
      <div className="flex h-11 items-center justify-between gap-3 md:h-9">
        <h2 className="truncate font-semibold text-base">{title}</h2>
        {note && <p className="tabular shrink-0 text-[13px] text-muted max-sm:hidden">{note}</p>}
        {action}
      </div>
      {children}
    </section>
  );
}
