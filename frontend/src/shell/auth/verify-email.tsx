import type { AppError } from "@lumiku/app-sdk";
import { buttonClass } from "@lumiku/ui/button";
import { Skeleton } from "@lumiku/ui/skeleton";
import { useEffect, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { callAuth } from "../../core/http";
import { sessionChanged, useSession } from "../../core/session";
import { useSignInOptions } from "../../core/sign-in-options";
import { AuthFrame } from "./auth-frame";
import { NoMail } from "./check-your-mail";
import { type MailLink, readMailLink } from "./mail-links";

/** A token counts once, so it is sent once. */
const asked = new Map<string, Promise<void>>();

function verify(token: string): Promise<void> {
  const known = asked.get(token);
  if (known) return known;
  const asking = callAuth(`verify-email?token=${encodeURIComponent(token)}`).then(sessionChanged);
  asked.set(token, asking);
  return asking;
}

/** Where the links in mails about an address land. */
export default function VerifyEmail() {
  const [params] = useSearchParams();
  const token = params.get("token") ?? "";
  const [state, setState] = useState<"asking" | "done" | AppError>("asking");
  useEffect(() => {
    let isCurrent = true;
    verify(token).then(
      () => isCurrent && setState("done"),
      (error: AppError) => isCurrent && setState(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [token]);

  if (state === "asking") {
    return (
      <AuthFrame title="One moment" lead="We look at your link.">
        <Skeleton className="h-11" />
      </AuthFrame>
    );
  }
  if (state === "done") return <Done link={readMailLink(token)} />;
  return (
    <AuthFrame
      title="This link does not work"
      lead={state.code === "INVALID_TOKEN" || state.code === "TOKEN_EXPIRED" ? expired : state.message}
    >
      <GoOn to="/account" label="Open your account" />
    </AuthFrame>
  );
}

const expired = "It is too old, or was not copied as a whole. You find a new one in your account, under Profile.";

function Done({ link }: { link: MailLink | null }) {
  const sendsMail = useSignInOptions()?.sendsMail ?? true;
  if (link?.kind === "agree") {
    return (
      <AuthFrame
        title="One more link to open"
        lead={`Thank you for agreeing. Now open the link we have just sent to ${link.email}: your account then moves there.`}
      >
        {!sendsMail && <NoMail />}
        <GoOn to="/account" label="Open your account" />
      </AuthFrame>
    );
  }
  if (link?.kind === "change") {
    return (
      <AuthFrame title="Your e-mail is changed" lead={`You sign in with ${link.email} from now on.`}>
        <GoOn to="/account" label="Open your account" />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Your e-mail is confirmed" lead="Thank you. Everything is ready.">
      <GoOn to="/" label="Open Lumiku" />
    </AuthFrame>
  );
}

function GoOn({ to, label }: { to: string; label: string }) {
  const isSignedIn = useSession((state) => state.me !== null);
  return (
    <Link to={isSignedIn ? to : "/sign-in"} state={{ from: to }} className={buttonClass("primary")}>
      {isSignedIn ? label : "Sign in"}
    </Link>
  );
}
