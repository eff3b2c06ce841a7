import { ChevronDown } from "lucide-react";
import { isTestMoney, type Offer } from "./offer";

/** What people ask before they pay. */
export function Questions({ offer }: { offer: Offer }) {
  return (
    <section id="questions" aria-label="Questions" className="grid max-w-3xl scroll-mt-20 gap-4">
      <h2 className="font-semibold text-base">Questions</h2>
      <div className="divide-y divide-line rounded-card border border-line bg-surface">
        {[...questions, moneyQuestion(offer)].map(({ question, answer }) => (
          <details key={question} className="group">
            <summary className="flex min-h-12 list-none items-center justify-between gap-4 px-5 py-3 font-medium [&::-webkit-details-marker]:hidden">
              {question}
              <ChevronDown
                size={16}
                className="shrink-0 text-faint transition-transform duration-150 group-open:rotate-180"
                aria-hidden="true"
              />
            </summary>
            <p className="px-5 pb-4 text-muted">{answer}</p>
          </details>
        ))}
      </div>
    </section>
  );
}

interface Question {
  question: string;
  answer: string;
}

const questions: Question[] = [
  {
    question: "What is a unit, and what is a credit?",
    answer:
      "Both pay for pictures. A plan gives you units, so many a day and a month; credits are bought once. Each model says its price in both: an illustrated portrait is 1 credit or 1 unit, a photographic one 8 credits or 1 unit.",
  },
  {
    question: "Do credits expire?",
    answer: "No. They stay until you spend them, whatever plan you have or end.",
  },
  {
    question: "What happens when my quota is used up?",
    answer:
      "You choose: work waits for the reset, at midnight UTC for the day and on the day you subscribed for the month, or it goes on with your credits. Units come first as long as there are any.",
  },
  {
    question: "What if a picture fails?",
    answer: "It costs nothing. Credits and units are spent when a picture arrives; what was set aside comes back.",
  },
  {
    question: "Can I cancel?",
    answer:
      "At any time, with two clicks. The plan stays until the end of what you have paid, and you can change your mind until then. Your credits and pictures stay for good.",
  },
  {
    question: "Can I change between plans?",
    answer:
      "Yes. A better plan is there at once, and you pay the difference for what is left of the period. A smaller one begins when the period ends.",
  },
  {
    question: "Do credits open more models?",
    answer: "Yes: with your first pack the models of Basic open for good. Those of Pro need the plan.",
  },
];

function moneyQuestion(offer: Offer): Question {
  if (isTestMoney(offer)) {
    return {
      question: "Is this real money?",
      answer:
        "No. This platform runs on test money: the checkout is a rehearsal and no card is charged. Whoever runs it can connect Stripe or PayPal.",
    };
  }
  const names = offer.gateways.filter(({ isTest }) => !isTest).map(({ name }) => name);
  return {
    question: "How do I pay?",
    answer: `With ${names.join(" or ")}. Your card is entered there and never reaches this platform.`,
  };
}
