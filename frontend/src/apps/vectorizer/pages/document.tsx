import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Skeleton } from "@lumiku/ui/skeleton";
import { PenTool } from "lucide-react";
import { useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { LoadFailed } from "../../../core/load-failed";
import { CanvasArea } from "../components/editor/canvas/canvas-area";
import { DocumentHeader } from "../components/editor/document-header";
import { SidePanel } from "../components/editor/side-panel";
import { useEditorKeys } from "../components/editor/use-editor-keys";
import { useCamera } from "../editor/use-camera";
import { useDesk } from "../editor/use-desk";
import { useDocument } from "../editor/use-document";

/** The editor of one document: the picture in the middle, tools at its side. */
export default function DocumentPage() {
  const { documentId = "" } = useParams();
  const [document, reload] = useDocument(documentId);
  if (document.status === "loading") return <EditorSkeleton />;
  if (document.status === "ready") return <DocumentEditor key={documentId} document={document.data} />;
  const { error } = document;
  if (error.status !== 404) {
    return (
      <div className="mx-auto max-w-2xl p-8">
        <h1 className="sr-only">Vectorizer</h1>
        <LoadFailed error={error} onRetry={reload} />
      </div>
    );
  }
  return <DocumentMissing message={error.message} />;
}

/** As high as the window leaves room for, so that the picture never scrolls away. */
const frame =
  "flex h-[calc(100dvh-3.5rem-var(--bottom-bar))] min-h-120 flex-col max-md:-mb-[calc(5rem-var(--bottom-bar))]";
const columns = "flex min-h-0 flex-1 max-lg:flex-col";

function DocumentEditor({ document: vectorDocument }: { document: VectorDocument }) {
  const desk = useDesk(vectorDocument);
  const hand = useCamera(vectorDocument.asset);
  const [isOpen, setOpen] = useState(false);
  const { name } = vectorDocument;
  useEditorKeys(desk, hand);
  useLiftedToasts();
  useEffect(() => {
    document.title = `${name} · Lumiku`;
  }, [name]);
  return (
    <div className={frame}>
      <DocumentHeader desk={desk} />
      <div className={columns}>
        <CanvasArea desk={desk} hand={hand} isTight={isOpen} />
        <SidePanel desk={desk} isOpen={isOpen} onOpenChange={setOpen} />
      </div>
    </div>
  );
}

/** Toasts stand above the button that traces, instead of on it. */
function useLiftedToasts(): void {
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--toast-lift", "5.5rem");
    return () => {
      style.removeProperty("--toast-lift");
    };
  }, []);
}

function EditorSkeleton() {
  return (
    <div className={frame}>
      <div className="h-13.25 border-line border-b bg-surface" />
      <div className={columns}>
        <div className="min-h-0 flex-1 p-6">
          <Skeleton className="size-full" />
        </div>
        <div className="grid content-start gap-4 border-line bg-surface p-4 max-lg:h-36 max-lg:border-t lg:w-90 lg:border-l">
          <Skeleton className="h-11" />
          <Skeleton className="h-40" />
          <Skeleton className="h-40" />
        </div>
      </div>
    </div>
  );
}

function DocumentMissing({ message }: { message: string }) {
  return (
    <div className="mx-auto max-w-2xl p-8">
      <h1 className="sr-only">Vectorizer</h1>
      <EmptyState
        icon={<PenTool size={22} />}
        title={message}
        action={
          <Link to="/apps/vectorizer" className={buttonClass("primary")}>
            All pictures
          </Link>
        }
      >
        Its pictures may still be in My work.
      </EmptyState>
    </div>
  );
}
