import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { useState } from "react";
import { toast } from "sonner";
import { sendConfirmationLink } from "../auth/mail-links";

/** Writes once more to an address that is not confirmed. */
export function ResendLink({ email }: { email: string }) {
  const [state, setState] = useState<"ready" | "sending" | "sent">("ready");
  const send = async () => {
    setState("sending");
    try {
      await sendConfirmationLink(email);
      setState("sent");
      toast.success(`A new link is on its way to ${email}`);
    } catch (error) {
      setState("ready");
      toast.error((error as AppError).message);
    }
  };
  return (
    <Button size="small" className="max-md:h-11" onClick={send} disabled={state !== "ready"}>
      {{ ready: "Send the link again", sending: "Sending …", sent: "Sent" }[state]}
    </Button>
  );
}
