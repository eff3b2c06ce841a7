import { useCallback, useEffect, useState } from "react";

export interface LoadedImage {
  image: HTMLImageElement | undefined;
  /** Whether one that was asked for is still to come. */
  isLoading: boolean;
  isFailed: boolean;
  /** Asks once more for one that could not be had. */
  retry: () => void;
}

interface Answer {
  url: string | undefined;
  image: HTMLImageElement | undefined;
}

const nothing: Answer = { url: undefined, image: undefined };

/** A picture to paint with; nothing for no address. The one before stays until the next is there. */
export function useImage(url: string | undefined): LoadedImage {
  const [answer, setAnswer] = useState<Answer>(nothing);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the attempt says when to ask again.
  useEffect(() => {
    if (!url) {
      setAnswer(nothing);
      return;
    }
    let isCurrent = true;
    const image = new Image();
    image.src = url;
    image.decode().then(
      () => isCurrent && setAnswer({ url, image }),
      () => isCurrent && setAnswer({ url, image: undefined }),
    );
    return () => {
      isCurrent = false;
    };
  }, [url, attempt]);
  const isAnswered = answer.url === url;
  return {
    image: answer.image,
    isLoading: !isAnswered,
    isFailed: isAnswered && url !== undefined && !answer.image,
    retry: useCallback(() => setAttempt((count) => count + 1), []),
  };
}
