import { Button } from "@lumiku/ui/button";
import { Component, type ReactNode } from "react";

/** Keeps one broken page from taking the whole window with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div role="alert" className="grid justify-items-center gap-4 px-6 py-24 text-center">
        <h1 className="font-semibold text-lg">This page stopped working</h1>
        <p className="max-w-sm text-muted">
          Your pictures and running work are safe on the server. Reload to carry on.
        </p>
        <Button look="primary" onClick={() => location.reload()}>
          Reload
        </Button>
      </div>
    );
  }
}
