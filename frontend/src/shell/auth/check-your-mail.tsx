import { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { Notice } from "@lumiku/ui/notice";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { useSignInOptions } from "../../core/sign-in-options";
import { FormError } from "../form-error";
import { AuthFrame, authLink } from "./auth-frame";

interface CheckYourMailProps {
  title: string;
  email: string;
  /** What is in it, and what to do with that. */
  children: ReactNode;
  onSendAgain: () => Promise<void>;
}

/** After something was sent: what to do next, also where mail does not leave the machine. */
export function CheckYourMail({ title, email, children, onSendAgain }: CheckYourMailProps) {
  const sendsMail = useSignInOptions()?.sendsMail ?? true;
  const [state, setState] = useState<"waiting" | "sending" | "sent" | AppError>("waiting");
  const sendAgain = async () => {
    setState("sending");
    try {
      await onSendAgain();
      setState("sent");
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      setState(failure);
    }
  };
  return (
    <AuthFrame
      title={title}
      lead={`Look for a mail to ${email}.`}
      footer={
        <p>
          Done, or changed your mind?{" "}
          <Link to="/sign-in" className={authLink}>
            Sign in
          </Link>
        </p>
      }
    >
      <p>{children}</p>
      {!sendsMail && <NoMail />}
      <FormError error={state instanceof AppError ? state : undefined} />
      <div className="grid gap-2">
        <p className="text-[13px] text-muted" role="status">
          {state === "sent" ? "Sent again." : "Nothing there after a few minutes? Look among the spam first."}
        </p>
        <div>
          <Button onClick={sendAgain} disabled={state === "sending" || state === "sent"}>
            {state === "sending" ? "Sending …" : "Send it again"}
          </Button>
        </div>
      </div>
    </AuthFrame>
  );
}

/** Where no mail leaves the machine, somebody has to read it out. */
export function NoMail() {
  return (
    <Notice tone="warning" title="This platform sends no mail yet">
      Ask its administrator for the link: the message is under Administration, Mail.
    </Notice>
  );
}
