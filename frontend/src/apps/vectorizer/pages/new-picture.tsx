import { vectorizer } from "@lumiku/contracts/vectorizer";
import { Navigate } from "react-router";

/** Leads to where pictures are brought, and tells it that this is what somebody came for. */
export default function NewPicture() {
  return <Navigate to={`/apps/${vectorizer.id}`} replace state={{ isChoosing: true }} />;
}
