import { AppError } from "@lumiku/app-sdk";

export interface FailureWords {
  title: string;
  text: string;
  /** What helps: loading the page anew, or only showing it again. */
  help: "reload" | "retry";
  /** To quote to whoever runs the platform. */
  requestId?: string;
}

/** A part of the page that cannot be fetched, in the words of Chromium, Firefox and Safari. */
const missingPart = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;

/** What a person is told when a page cannot be shown. */
export function failureWords(error: unknown, isOnline = globalThis.navigator?.onLine ?? true): FailureWords {
  if (error instanceof Error && missingPart.test(error.message)) {
    return isOnline
      ? {
          title: "A new version is here",
          text: "This page was replaced by a newer one while you were away. Reload to carry on; your work is safe.",
          help: "reload",
        }
      : {
          title: "You are offline",
          text: "This page has not been opened before, so it has to be fetched first. Your running work goes on.",
          help: "reload",
        };
  }
  if (error instanceof AppError) {
    return {
      title: error.code === "OFFLINE" ? "The server cannot be reached" : "This page could not be shown",
      text: error.message,
      help: "retry",
      ...(error.requestId && { requestId: error.requestId }),
    };
  }
  return {
    title: "This page stopped working",
    text: "Your pictures and running work are safe on the server. Try again; if it happens once more, reload.",
    help: "retry",
  };
}
