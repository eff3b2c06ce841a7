import type { SignInOptions } from "@lumiku/contracts/account";
import { useEffect, useState } from "react";
import { accountApi } from "./account-api";

let known: SignInOptions | undefined;

/** Ways in to this platform; undefined until the server has said. */
export function useSignInOptions(): SignInOptions | undefined {
  const [options, setOptions] = useState(known);
  useEffect(() => {
    if (known) return;
    accountApi.signInOptions().then(
      (answer) => {
        known = answer;
        setOptions(answer);
      },
      // Without an answer there is still e-mail and password.
      () => {},
    );
  }, []);
  return options;
}
