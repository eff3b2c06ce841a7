import { AppError } from "@lumiku/app-sdk";
import { type FormEvent, useState } from "react";

/** A form that is sent once at a time, keeps what was typed, and shows what went wrong. */
export function useSubmit(send: (form: FormData) => Promise<void>) {
  const [error, setError] = useState<AppError>();
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      await send(form);
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      setError(failure);
    } finally {
      setBusy(false);
    }
  };

  return { submit, error, isBusy };
}
