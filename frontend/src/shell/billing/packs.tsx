import type { Pack } from "@lumiku/contracts/billing";
import { buttonClass } from "@lumiku/ui/button";
import { Link } from "react-router";
import { count, price } from "../../core/words";
import { packSavingPercent } from "./plan-words";

export interface PacksProps {
  packs: readonly Pack[];
  /** Where a click leads that buys one. */
  linkTo: (checkoutPath: string) => string;
}

/** Credits to buy once. */
export function Packs({ packs, linkTo }: PacksProps) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
      {packs.map((pack) => {
        const saving = packSavingPercent(pack, packs);
        return (
          <li
            key={pack.key}
            className="tabular flex flex-col gap-4 rounded-card border border-line bg-surface p-4 sm:p-5"
          >
            <div className="grid gap-1">
              <h3 className="font-medium text-muted">{count(pack.credits)} credits</h3>
              <p className="font-semibold text-2xl tracking-tight">{price(pack.amountCents, pack.currency)}</p>
              <p className="text-[13px] text-muted">
                {price(Math.round((pack.amountCents / pack.credits) * 100), pack.currency)} for 100
                {saving > 0 && <span className="block font-medium text-success">Saves {saving} %</span>}
              </p>
            </div>
            <Link to={linkTo(`/checkout/pack/${pack.key}`)} className={`${buttonClass("secondary")} mt-auto`}>
              Buy<span className="sr-only"> {count(pack.credits)} credits</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
