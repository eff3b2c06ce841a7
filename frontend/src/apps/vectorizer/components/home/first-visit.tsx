import { sayFailure } from "../../say";
import { BeforeAfter } from "./before-after";
import { drawSample, type Sample, samples, urlOfSample } from "./samples";

const steps = [
  ["Drop", "a logo, an icon, a drawing or a photo."],
  ["Tune", "it on a free draft: colours, corners, the smallest shape."],
  ["Keep", "a clean SVG, PDF, EPS or DXF, with its quality in numbers."],
] as const;

/** What the app does, for whoever has brought nothing yet, and something to try it with. */
export function FirstVisit({ onFile }: { onFile: (file: File) => void }) {
  const trySample = (sample: Sample) =>
    drawSample(sample).then(onFile, () => sayFailure({ message: "Your browser did not draw the sample." }));
  return (
    <section
      aria-labelledby="first-visit"
      className="grid items-center gap-x-10 gap-y-6 rounded-card border border-line bg-surface p-5 sm:p-8 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
    >
      <BeforeAfter className="w-full rounded-control" />
      <div className="grid gap-5">
        <h2 id="first-visit" className="font-semibold text-lg tracking-tight">
          From pixels to paths
        </h2>
        <ol className="grid gap-2">
          {steps.map(([verb, words]) => (
            <li key={verb} className="flex gap-3">
              <span className="w-10 shrink-0 font-medium text-accent-ink">{verb}</span>
              <span className="text-muted">{words}</span>
            </li>
          ))}
        </ol>
        <div className="grid gap-2">
          <p className="font-medium text-[13px]">Nothing at hand? Try a sample</p>
          <ul className="flex flex-wrap gap-2">
            {samples.map((sample) => (
              <li key={sample.name}>
                <button
                  type="button"
                  aria-label={`Try the ${sample.name.toLowerCase()}`}
                  onClick={() => void trySample(sample)}
                  className="block size-18 overflow-hidden rounded-control border border-line-strong bg-white p-1.5 transition-colors duration-150 hover:border-faint"
                >
                  <img src={urlOfSample(sample)} alt="" width={60} height={60} className="size-full" />
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
