const WIDTH = 192;
const HEIGHT = 120;
const MIDDLE = WIDTH / 2;
/** Side of a pixel of the bitmap. */
const PIXEL = 6;

const scenery = {
  sky: "#fde68a",
  /** From the back to the front; centres lie where the picture needs them, also outside of it. */
  discs: [
    { x: MIDDLE, y: 52, radius: 27, color: "#f97316" },
    { x: 34, y: 170, radius: 92, color: "#34d399" },
    { x: 168, y: 178, radius: 96, color: "#0f766e" },
  ],
} as const;

/** One picture, as a bitmap on the left and traced on the right: what the app does, without a word. */
export function BeforeAfter({ className }: { className?: string }) {
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label="Left, a landscape of coarse pixels; right, the same with smooth outlines"
      className={className}
    >
      <clipPath id="traced-half">
        <rect x={MIDDLE} width={MIDDLE} height={HEIGHT} />
      </clipPath>
      <g shapeRendering="crispEdges">
        {listPixels().map(({ x, y, color }) => (
          <rect key={`${x}-${y}`} x={x} y={y} width={PIXEL} height={PIXEL} fill={color} />
        ))}
      </g>
      <g clipPath="url(#traced-half)">
        <rect x={MIDDLE} width={MIDDLE} height={HEIGHT} fill={scenery.sky} />
        {scenery.discs.map(({ x, y, radius, color }) => (
          <circle key={color} cx={x} cy={y} r={radius} fill={color} />
        ))}
        <SunOutline />
      </g>
      <line x1={MIDDLE} x2={MIDDLE} y2={HEIGHT} stroke="#fff" strokeWidth="1.5" />
    </svg>
  );
}

/** The nodes of a circle of four Bézier segments, with one pair of handles. */
function SunOutline() {
  const [{ x, y, radius }] = scenery.discs;
  const handle = radius * 0.5523;
  const nodes = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
  ] as const;
  return (
    <g fill="none" stroke="#4c4bc0" strokeWidth="0.75">
      <circle cx={x} cy={y} r={radius} />
      <path d={`M${x + radius} ${y - handle}V${y + handle}`} />
      {[-handle, handle].map((offset) => (
        <circle key={offset} cx={x + radius} cy={y + offset} r="1.4" fill="#4c4bc0" />
      ))}
      {nodes.map(([nodeX, nodeY]) => (
        <rect key={nodeY} x={nodeX - 1.8} y={nodeY - 1.8} width="3.6" height="3.6" fill="#fff" />
      ))}
    </g>
  );
}

function listPixels(): { x: number; y: number; color: string }[] {
  const columns = Array.from({ length: MIDDLE / PIXEL }, (_, column) => column * PIXEL);
  const rows = Array.from({ length: HEIGHT / PIXEL }, (_, row) => row * PIXEL);
  return rows.flatMap((y) => columns.map((x) => ({ x, y, color: colorAt(x + PIXEL / 2, y + PIXEL / 2) })));
}

function colorAt(x: number, y: number): string {
  const top = scenery.discs.findLast((disc) => Math.hypot(x - disc.x, y - disc.y) < disc.radius);
  return top?.color ?? scenery.sky;
}
