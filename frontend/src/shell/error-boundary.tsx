import { Button, buttonClass } from "@lumiku/ui/button";
import { Component, type ReactNode } from "react";
import { failureWords } from "./failure-words";

interface ErrorBoundaryProps {
  /** Another one begins anew: where a person is, so that they get out of a broken page. */
  resetKey?: string;
  /** Instead of words: for a small part that may as well be missing. */
  fallback?: ReactNode;
  children: ReactNode;
}

interface ErrorBoundaryState {
  failure: { error: unknown } | undefined;
  resetKey: string | undefined;
}

/** Keeps what is broken from taking the whole window with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: undefined, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { failure: { error } };
  }

  static getDerivedStateFromProps({ resetKey }: ErrorBoundaryProps, state: ErrorBoundaryState) {
    return resetKey === state.resetKey ? null : { failure: undefined, resetKey };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    if (this.props.fallback !== undefined) return this.props.fallback;
    return <Failure error={failure.error} onRetry={() => this.setState({ failure: undefined })} />;
  }
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { title, text, help, requestId } = failureWords(error);
  return (
    <div role="alert" className="grid justify-items-center gap-4 px-6 py-24 text-center">
      <h1 className="font-semibold text-lg">{title}</h1>
      <p className="max-w-sm text-muted">{text}</p>
      <div className="flex flex-wrap justify-center gap-2">
        {help === "retry" && (
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Button look={help === "reload" ? "primary" : "secondary"} onClick={() => location.reload()}>
          Reload
        </Button>
        {/* Not a link of the router, which may be what is broken. */}
        <a href="/" className={buttonClass("quiet")}>
          Dashboard
        </a>
      </div>
      {requestId && (
        <p className="text-[13px] text-faint">
          If you ask for help, say <code className="select-all font-mono text-muted">{requestId}</code>
        </p>
      )}
    </div>
  );
}
