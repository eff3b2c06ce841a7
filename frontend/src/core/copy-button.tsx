import { Button, type ButtonProps } from "@lumiku/ui/button";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

const SHOWN_MS = 2_000;

export interface CopyButtonProps extends Pick<ButtonProps, "look" | "size" | "className"> {
  text: string;
  what: string;
}

/** Copies a text, and says so. */
export function CopyButton({ text, what, ...look }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Over plain HTTP from another machine a page may not write to the clipboard.
      const { toast } = await import("sonner");
      toast.error("Your browser does not let this page copy. Select the text instead.");
    }
  };
  return (
    <Button onClick={copy} {...look}>
      {isCopied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
      <span aria-live="polite">{isCopied ? "Copied" : `Copy ${what}`}</span>
    </Button>
  );
}
