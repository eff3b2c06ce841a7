import { Button, buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Compass } from "lucide-react";
import { Link, useNavigate } from "react-router";
import { openPalette } from "./frame/frame-store";
import { Page } from "./page";

export function NotFound() {
  const navigate = useNavigate();
  return (
    <Page title="Not found">
      <EmptyState
        icon={<Compass size={22} />}
        title="There is no page here"
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Link to="/" className={buttonClass("primary")}>
              Go to the dashboard
            </Link>
            <Button onClick={openPalette}>Search</Button>
            {window.history.length > 1 && (
              <Button look="quiet" onClick={() => void navigate(-1)}>
                Go back
              </Button>
            )}
          </div>
        }
      >
        The address may be mistyped, or what it showed was removed.
      </EmptyState>
    </Page>
  );
}
