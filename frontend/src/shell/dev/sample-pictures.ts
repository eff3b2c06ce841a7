export interface SamplePicture {
  id: string;
  src: string;
  alt: string;
  width: number;
  height: number;
  preview: string;
}

const people = [
  { name: "Mira", skin: "#8d5a3c", hair: "#231815", wear: "#2f7d6b", ground: ["#f7d9b8", "#e59d73"] },
  { name: "Jonas", skin: "#f0c9a8", hair: "#b98646", wear: "#3c4f8f", ground: ["#cfe3f7", "#7aa7d8"] },
  { name: "Aiko", skin: "#f2d3b5", hair: "#2b2a33", wear: "#b8405e", ground: ["#fbe0e6", "#dd9bb0"] },
  { name: "Tunde", skin: "#5b3a29", hair: "#120d0b", wear: "#d89b2b", ground: ["#e9edc9", "#a9b36b"] },
  { name: "Lena", skin: "#f6d8c4", hair: "#8c2f1b", wear: "#4b3a73", ground: ["#e5dcfa", "#a693dc"] },
  { name: "Omar", skin: "#b97f57", hair: "#3a2a20", wear: "#1f2937", ground: ["#dff3ee", "#7fc0ad"] },
] as const;

type Person = (typeof people)[number];

/** Drawn here, so that the gallery needs neither a server nor files. */
export const samplePictures: SamplePicture[] = people.map((person, index) => {
  const [width, height] = index % 3 === 2 ? [1200, 1200] : [1024, 1280];
  return {
    id: person.name.toLowerCase(),
    src: toUrl(draw(person, width, height)),
    alt: `Portrait of ${person.name}`,
    width,
    height,
    preview: toUrl(ground(person, 8, 8)),
  };
});

/** The same portrait, as lines and in colour. */
export const sampleComparison = {
  before: { src: toUrl(draw(people[0], 1200, 800, true)), alt: "Portrait of Mira as lines" },
  after: { src: toUrl(draw(people[0], 1200, 800)), alt: "Portrait of Mira in colour" },
  width: 1200,
  height: 800,
};

function draw(person: Person, width: number, height: number, isOutline = false): string {
  const [x, unit] = [width / 2, Math.min(width, height) / 10];
  const y = height / 2 - unit / 2;
  const look = (color: string) =>
    isOutline ? `fill="#ffffff" stroke="#27272a" stroke-width="${unit / 18}"` : `fill="${color}"`;
  const back = isOutline
    ? `<rect width="${width}" height="${height}" fill="#ffffff"/>`
    : groundShape(person, width, height);
  return svg(
    width,
    height,
    `${back}
    <ellipse cx="${x}" cy="${y}" rx="${unit * 2.5}" ry="${unit * 2.9}" ${look(person.hair)}/>
    <path d="M${x - unit * 4} ${height}C${x - unit * 4} ${y + unit * 3} ${x + unit * 4} ${y + unit * 3} ${x + unit * 4} ${height}Z" ${look(person.wear)}/>
    <rect x="${x - unit * 0.8}" y="${y + unit}" width="${unit * 1.6}" height="${unit * 2.4}" rx="${unit * 0.7}" ${look(person.skin)}/>
    <ellipse cx="${x}" cy="${y + unit * 0.3}" rx="${unit * 1.8}" ry="${unit * 2.2}" ${look(person.skin)}/>
    <path d="M${x - unit * 1.9} ${y}C${x - unit * 1.6} ${y - unit * 2.6} ${x + unit * 1.6} ${y - unit * 2.6} ${x + unit * 1.9} ${y}C${x + unit} ${y - unit * 1.2} ${x - unit} ${y - unit * 0.6} ${x - unit * 1.9} ${y}Z" ${look(person.hair)}/>
    <g fill="#18181b"><circle cx="${x - unit * 0.7}" cy="${y + unit * 0.4}" r="${unit * 0.16}"/><circle cx="${x + unit * 0.7}" cy="${y + unit * 0.4}" r="${unit * 0.16}"/></g>
    <path d="M${x - unit * 0.6} ${y + unit * 1.4}q${unit * 0.6} ${unit * 0.5} ${unit * 1.2} 0" fill="none" stroke="#18181b" stroke-width="${unit / 9}" stroke-linecap="round"/>`,
  );
}

function ground(person: Person, width: number, height: number): string {
  return svg(width, height, groundShape(person, width, height));
}

function groundShape({ ground: [top, bottom] }: Person, width: number, height: number): string {
  return `<linearGradient id="g" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient><rect width="${width}" height="${height}" fill="url(#g)"/>`;
}

function svg(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

function toUrl(source: string): string {
  return `data:image/svg+xml,${encodeURIComponent(source)}`;
}
