import { Button } from "@lumiku/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@lumiku/ui/menu";
import { Ellipsis, Send, Share2, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { useApps } from "../../../../core/apps";
import { listReceivers } from "../../../../core/receivers";
import { removeDocuments } from "../../documents";
import type { Desk } from "../../editor/use-desk";
import { APP_ID } from "../../editor/use-tracing";

const ShareDialog = lazy(() => import("../../../../core/share-dialog").then((m) => ({ default: m.ShareDialog })));

/** What else is done with the document, and with the trace that is shown. */
export default function DocumentMenu({ desk: { document, shown } }: { desk: Desk }) {
  const navigate = useNavigate();
  const apps = useApps();
  const [isSharing, setSharing] = useState(false);
  const receivers = shown && apps.status === "ready" ? listReceivers(apps.data, shown.asset.id, APP_ID) : [];
  const trigger = (
    <Button look="quiet" size="icon" aria-label="More">
      <Ellipsis size={18} aria-hidden="true" />
    </Button>
  );
  const remove = () => {
    void navigate(`/apps/${APP_ID}`);
    void removeDocuments([document]);
  };
  return (
    <>
      <Menu trigger={trigger}>
        {shown && (
          <>
            <MenuItem onSelect={() => setSharing(true)}>
              <Share2 size={16} aria-hidden="true" className="text-faint" />
              Share the trace as a link
            </MenuItem>
            {receivers
              .filter(({ reason }) => reason === null)
              .map(({ id, name, to }) => (
                <MenuItem key={id} onSelect={() => void navigate(to)}>
                  <Send size={16} aria-hidden="true" className="text-faint" />
                  Send to {name}
                </MenuItem>
              ))}
            <MenuSeparator />
          </>
        )}
        <MenuItem onSelect={remove}>
          <Trash2 size={16} aria-hidden="true" className="text-faint" />
          Remove the document
        </MenuItem>
      </Menu>
      <Suspense>
        {isSharing && shown && (
          <ShareDialog assetId={shown.asset.id} title={document.name} onClose={() => setSharing(false)} />
        )}
      </Suspense>
    </>
  );
}
