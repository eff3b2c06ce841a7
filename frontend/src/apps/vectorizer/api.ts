import { createClient } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import { transport } from "../../core/http";

export const api = createClient(vectorizer, transport);
