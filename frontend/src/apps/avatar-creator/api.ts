import { createClient } from "@lumiku/app-sdk";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import { transport } from "../../core/http";

export const api = createClient(avatarCreator, transport);
