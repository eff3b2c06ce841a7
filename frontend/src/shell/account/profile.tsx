import { AppError } from "@lumiku/app-sdk";
import { Badge } from "@lumiku/ui/badge";
import { Button } from "@lumiku/ui/button";
import { TextField } from "@lumiku/ui/field";
import { useState } from "react";
import { toast } from "sonner";
import { callAuth } from "../../core/http";
import { refreshSession, useSession } from "../../core/session";
import { day } from "../../core/words";
import { FormError } from "../form-error";
import { FooterHint, Section } from "../section";
import { useSubmit } from "../use-submit";
import { ResendLink } from "./resend-link";

export function Profile() {
  return (
    <>
      <Name />
      <Email />
    </>
  );
}

function Name() {
  const user = useSession((state) => state.me?.user);
  const { submit, error, isBusy } = useSubmit(async (form) => {
    await callAuth("update-user", { name: String(form.get("name")).trim() });
    await refreshSession();
    toast.success("Your name is changed");
  });
  if (!user) return null;
  return (
    <Section
      title="Profile"
      lead={`Member since ${day(user.createdAt)}.`}
      onSubmit={submit}
      footer={
        <>
          <FooterHint>Your name stands on receipts and in mails.</FooterHint>
          <Button type="submit" disabled={isBusy}>
            {isBusy ? "Saving …" : "Save"}
          </Button>
        </>
      }
    >
      <TextField label="Name" name="name" defaultValue={user.name} autoComplete="name" required maxLength={80} />
      <FormError error={error} />
    </Section>
  );
}

function Email() {
  const user = useSession((state) => state.me?.user);
  const [sentTo, setSentTo] = useState<string>();
  const { submit, error, isBusy } = useSubmit(async (form) => {
    const newEmail = String(form.get("email")).trim().toLowerCase();
    if (newEmail === user?.email)
      throw new AppError({ code: "SAME_EMAIL", status: 422, message: "This is your address already." });
    await callAuth("change-email", { newEmail });
    // Whoever has confirmed their address agrees there first.
    setSentTo(user?.emailVerified ? user.email : newEmail);
  });
  if (!user) return null;
  return (
    <Section
      title="E-mail"
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink">
          <span className="wrap-anywhere">{user.email}</span>
          <Badge tone={user.emailVerified ? "success" : "warning"}>
            {user.emailVerified ? "Confirmed" : "Not confirmed"}
          </Badge>
          {!user.emailVerified && <ResendLink email={user.email} />}
        </span>
      }
      onSubmit={submit}
      footer={
        <>
          <FooterHint>
            {sentTo ? (
              <span className="wrap-anywhere font-medium text-ink">Now open the link we have sent to {sentTo}.</span>
            ) : user.emailVerified ? (
              "You agree by a link to your present address, then confirm the new one."
            ) : (
              "It counts from the moment you open the link we send there."
            )}
          </FooterHint>
          <Button type="submit" disabled={isBusy}>
            {isBusy ? "Sending …" : "Change e-mail"}
          </Button>
        </>
      }
    >
      <TextField label="New e-mail" name="email" type="email" autoComplete="off" required key={sentTo} />
      <FormError error={error} />
    </Section>
  );
}
