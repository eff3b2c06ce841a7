import { accountApi } from "../../core/account-api";
import { useAsync } from "../../core/use-async";

/** Whether the account has a password, or only other ways in; undefined until the server has said. */
export function useHasPassword(): boolean | undefined {
  const [state] = useAsync("ways-in", () => accountApi.waysIn());
  if (state.status === "loading") return undefined;
  // Almost everybody has one; who does not is told so by the server.
  return state.status === "failed" || state.data.hasPassword;
}
