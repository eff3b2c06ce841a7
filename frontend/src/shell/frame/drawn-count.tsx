/** A number on a button whose name has it in words: drawn, so that the name is all that is read. */
export function DrawnCount({ count, className }: { count: number; className: string }) {
  return (
    <span
      aria-hidden="true"
      data-count={count > 9 ? "9+" : count}
      className={`tabular before:content-[attr(data-count)] ${className}`}
    />
  );
}
