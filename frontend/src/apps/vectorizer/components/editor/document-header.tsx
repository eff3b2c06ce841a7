import { Button, buttonClass } from "@lumiku/ui/button";
import { ArrowLeft, Download, Ellipsis, Redo2, Undo2 } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link } from "react-router";
import { NameInPlace } from "../../../../core/name-in-place";
import { renameDocument } from "../../documents";
import type { Desk } from "../../editor/use-desk";
import { APP_ID } from "../../editor/use-tracing";
import { sayFailure } from "../../say";

// What opens over the page comes after it; until then its buttons keep its place.
const DownloadTrace = lazy(() => import("./download-trace"));
const DocumentMenu = lazy(() => import("./document-menu"));

/** The document's name, the way back, and what is done with all of it. */
export function DocumentHeader({ desk }: { desk: Desk }) {
  const { document, editor, canUndo, canRedo } = desk;
  return (
    <div className="flex items-center gap-1 border-line border-b bg-surface px-1.5 py-1 sm:px-3">
      <Link to={`/apps/${APP_ID}`} aria-label="All pictures" className={buttonClass("quiet", "icon")}>
        <ArrowLeft size={18} aria-hidden="true" />
      </Link>
      <NameInPlace
        label="Name of this document"
        name={document.name}
        maxLength={120}
        className="max-w-xl text-base"
        onRename={(name) => void renameDocument(document, name).catch(sayFailure)}
      />
      <Button
        look="quiet"
        size="icon"
        aria-label="Undo"
        title="Undo"
        aria-keyshortcuts="Control+Z Meta+Z"
        disabled={!canUndo}
        onClick={() => editor.undo()}
      >
        <Undo2 size={18} aria-hidden="true" />
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label="Redo"
        title="Redo"
        aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
        disabled={!canRedo}
        onClick={() => editor.redo()}
      >
        <Redo2 size={18} aria-hidden="true" />
      </Button>
      <Suspense fallback={<ButtonsToCome />}>
        <DownloadTrace desk={desk} />
        <DocumentMenu desk={desk} />
      </Suspense>
    </div>
  );
}

function ButtonsToCome() {
  return (
    <>
      <Button className="max-sm:w-11 max-sm:px-0" aria-label="Download" aria-disabled>
        <Download size={17} aria-hidden="true" />
        <span className="max-sm:hidden">Download</span>
      </Button>
      <Button look="quiet" size="icon" aria-label="More" aria-disabled>
        <Ellipsis size={18} aria-hidden="true" />
      </Button>
    </>
  );
}
