import type { Arrival } from "./tray";

/** How far a picture is on its way here. */
export function arrivalWords(arrival: Arrival): string {
  switch (arrival.kind) {
    case "waiting":
      return "Waiting for its turn";
    case "sending":
      return arrival.sent < 1 ? `${Math.round(arrival.sent * 100)} %` : "Checking the picture …";
    case "ready":
      return "Ready";
    case "refused":
      return arrival.reason;
  }
}
