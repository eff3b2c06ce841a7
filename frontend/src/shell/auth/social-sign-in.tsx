import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { Notice } from "@lumiku/ui/notice";
import { useState } from "react";
import { useLocation } from "react-router";
import { readReturnPath } from "../../core/return-path";
import { startSocialSignIn } from "../../core/session";
import { useSignInOptions } from "../../core/sign-in-options";
import { FormError } from "../form-error";
import { describeSocialRefusal } from "./social-refusals";

/** Other ways in, where this platform has any; and why one of them has just led back here. */
export function SocialSignIn() {
  const options = useSignInOptions();
  const place = useLocation();
  const [error, setError] = useState<AppError>();
  const [leavingTo, setLeavingTo] = useState<string>();
  const refusal = new URLSearchParams(place.search).get("error");
  const hasOthers = options !== undefined && options.social.length > 0;
  if (!hasOthers && !refusal) return null;

  const start = async (id: string) => {
    setError(undefined);
    setLeavingTo(id);
    await startSocialSignIn(id, readReturnPath(place)).catch((failure: AppError) => {
      setError(failure);
      setLeavingTo(undefined);
    });
  };
  return (
    <div className="grid gap-4">
      {refusal && !error && !leavingTo && (
        <div role="alert">
          <Notice tone="warning" title={describeSocialRefusal(refusal).title}>
            {describeSocialRefusal(refusal).text}
          </Notice>
        </div>
      )}
      {options?.social.map(({ id, name }) => (
        <Button key={id} onClick={() => start(id)} disabled={leavingTo !== undefined}>
          {leavingTo === id ? `Opening ${name} …` : `Continue with ${name}`}
        </Button>
      ))}
      <FormError error={error} />
      {hasOthers && (
        <p className="flex items-center gap-3 text-[13px] text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          or by e-mail
        </p>
      )}
    </div>
  );
}
