import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { buttonClass } from "@lumiku/ui/button";
import { Dialog } from "@lumiku/ui/dialog";
import { SelectField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { Swatches } from "@lumiku/ui/swatches";
import { Download } from "lucide-react";
import { useState } from "react";
import { type DownloadChoice, downloadUrl, formatsOf, sizesOf } from "../../avatar-download";

const backgrounds = [
  { value: "transparent", name: "Transparent" },
  { value: "#ffffff", name: "White" },
  { value: "#f4f4f5", name: "Light grey" },
  { value: "#18181b", name: "Black" },
  { value: "#dbeafe", name: "Sky" },
  { value: "#dcfce7", name: "Mint" },
  { value: "#fef3c7", name: "Sand" },
  { value: "#fce7f3", name: "Rose" },
];

const PREVIEW_SIDE = 512;

/** The picture as a file: which kind, how large, and with what behind the person. */
export function AvatarDownload({ avatar, onClose }: { avatar: Avatar; onClose: () => void }) {
  const [choice, setChoice] = useState<DownloadChoice>({ format: "png", size: null, background: "keep" });
  const [hasFailed, setFailed] = useState(false);
  const change = (changes: Partial<DownloadChoice>) => {
    setFailed(false);
    setChoice((before) => ({ ...before, ...changes }));
  };
  const isDrawing = avatar.asset.source !== null;
  const background = choice.format === "jpeg" && choice.background === "transparent" ? "#ffffff" : choice.background;
  const shown = { ...choice, background };
  const { width, height } = avatar.asset;
  return (
    <Dialog title={`Download “${avatar.name}”`} onClose={onClose}>
      <div className="grid gap-6 p-5 md:grid-cols-[minmax(0,1fr)_300px]">
        <img
          key={background}
          src={
            background === "keep"
              ? avatar.asset.url
              : downloadUrl(avatar, { ...shown, format: "webp", size: PREVIEW_SIDE })
          }
          alt={`${avatar.name}, as it will be`}
          {...{ width, height }}
          onError={() => setFailed(true)}
          className="max-h-[56dvh] w-full rounded-control bg-[repeating-conic-gradient(var(--line)_0_25%,var(--surface)_0_50%)] bg-size-[20px_20px] object-contain"
        />
        <div className="grid content-start gap-5">
          <Segmented
            label="Format"
            options={formatsOf(avatar)}
            value={choice.format}
            onChange={(format) => change({ format })}
          />
          {choice.format !== "svg" && (
            <SelectField
              label="Size"
              value={choice.size ?? ""}
              onChange={({ target }) => change({ size: target.value ? Number(target.value) : null })}
            >
              {sizesOf(avatar).map(({ value, label }) => (
                <option key={label} value={value ?? ""}>
                  {label}
                </option>
              ))}
            </SelectField>
          )}
          <div className="grid gap-1.5">
            <Swatches
              label="Background"
              colors={[
                { value: "keep", name: isDrawing ? "As drawn" : "As it is" },
                ...backgrounds.filter(({ value }) => choice.format !== "jpeg" || value !== "transparent"),
              ]}
              value={background}
              allowsCustom
              onChange={(value) => change({ background: value })}
            />
            {!isDrawing && background !== "keep" && (
              <p role="status" className={`text-[13px] ${hasFailed ? "text-danger" : "text-faint"}`}>
                {hasFailed
                  ? "Nobody could be told from the background of this picture."
                  : "The person is cut out by a model, so look at the edges. Illustrated portraits are exact."}
              </p>
            )}
          </div>
          <a href={downloadUrl(avatar, shown)} download className={buttonClass("primary")}>
            <Download size={16} aria-hidden="true" />
            Download {choice.format.toUpperCase()}
          </a>
        </div>
      </div>
    </Dialog>
  );
}
