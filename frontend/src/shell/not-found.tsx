import { buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Compass } from "lucide-react";
import { Link } from "react-router";
import { Page } from "./page";

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState
        icon={<Compass size={22} />}
        title="There is no page here"
        action={
          <Link to="/" className={buttonClass("primary")}>
            Go to the dashboard
          </Link>
        }
      >
        The address may be mistyped, or what it showed was removed.
      </EmptyState>
    </Page>
  );
}
