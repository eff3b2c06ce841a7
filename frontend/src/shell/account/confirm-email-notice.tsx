import { Button } from "@lumiku/ui/button";
import { Notice } from "@lumiku/ui/notice";
import { X } from "lucide-react";
import { useState } from "react";
import { useSignInOptions } from "../../core/sign-in-options";
import { ResendLink } from "./resend-link";

const DISMISSED_KEY = "lumiku.confirm-email-dismissed";

/** Asks, once a session, for an address to be confirmed. */
export default function ConfirmEmailNotice({ email }: { email: string }) {
  const [isDismissed, setDismissed] = useState(() => sessionStorage.getItem(DISMISSED_KEY) === email);
  const sendsMail = useSignInOptions()?.sendsMail ?? true;
  if (isDismissed) return null;
  const dismiss = () => {
    sessionStorage.setItem(DISMISSED_KEY, email);
    setDismissed(true);
    document.getElementById("main")?.focus();
  };
  return (
    <Notice
      title="Confirm your e-mail"
      action={
        <div className="-mr-2 flex items-center gap-1 max-sm:w-full max-sm:justify-between">
          <ResendLink email={email} />
          <Button look="quiet" size="icon" aria-label="Not now" onClick={dismiss}>
            <X size={18} aria-hidden="true" />
          </Button>
        </div>
      }
    >
      <span className="wrap-anywhere">
        {sendsMail
          ? `Open the link we sent to ${email}: it lets you back in should you forget your password.`
          : "This platform sends no mail yet: its administrator finds the link for you under Administration, Mail."}
      </span>
    </Notice>
  );
}
