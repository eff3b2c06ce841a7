import type { ExternalToast } from "sonner";

/** Says something in a toast, whose code comes with the first one. */
export async function say(words: string, options?: ExternalToast): Promise<void> {
  const { toast } = await import("sonner");
  toast(words, options);
}

/** Says that something did not work. */
export async function sayFailure({ message }: { message: string }): Promise<void> {
  const { toast } = await import("sonner");
  toast.error(message);
}
