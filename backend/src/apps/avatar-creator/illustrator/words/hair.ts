import { type FactOf, terms } from "./term";

export const hairTerms = terms([
  ["balding", "balding|receding(?: hairline)?|thinning(?: hair)?|half[- ]bald", ["bald", "short"]],
  ["bald", "bald(?: head)?|hairless|no hair|clean[- ]shaven head|shaved head", ["balding", "buzz cut"]],
  ["half-shaved hair", "half[- ]shaved|side[- ]?shaved?|shaved (?:on one side|sides?)|undercut", ["mohawk", "short"]],
  ["buzz cut", "buzz(?:ed|[- ]?cut)?|crew[- ]?cut|close[- ]cropped|military cut|shaved hair|shaved", ["bald", "short"]],
  ["flat top", "(?:hi(?:gh)?[- ]?top|flat[- ]?top|box)(?: fade)?", ["afro", "curly", "short"]],
  ["fade", "(?:low |mid |high |skin |taper )?fade|taper(?:ed)?(?: cut)?", ["buzz cut", "short"]],
  ["afro", "afro|(?<!to and )fro", ["curly"]],
  ["bantu knots", "bantu knots?", ["space buns", "bun"]],
  ["cornrows", "corn ?rows?", ["braids"]],
  ["dreadlocks", "dread(?:lock)?s|dread(?:locked)?|locs|sisterlocks", ["twists", "braids", "curly"]],
  ["twists", "(?:senegalese |two[- ]strand |flat )?twists|twisted hair", ["dreadlocks", "braids", "curly"]],
  ["pigtails", "pig ?tails|bunches|twin[- ]?tails", ["braids", "ponytail"]],
  [
    "braids",
    "(?:box |french |dutch |goddess |fishtail )?(?:braids?|braided|plaits?|plaited)",
    ["cornrows", "pigtails"],
  ],
  ["space buns", "(?:space|double|two) buns|odango", ["bun"]],
  ["ponytail", "(?:high |low )?pony[- ]?tails?", ["bun", "long"]],
  ["bun", "(?:messy |high |low |man[- ]?)?bun|top[- ]?knot|chignon|up-?do|(?:pinned|tied|put) up|geisha", ["ponytail"]],
  ["mohawk", "(?:faux[- ]?hawk|mohawk|mohican)", ["spiky", "half-shaved hair"]],
  ["mullet", "mullet", ["messy", "medium-length"]],
  ["quiff", "quiff|pompadour|rockabilly|slick(?:ed)?(?:[- ]back)?|swept[- ]back|elvis", ["side part", "short"]],
  ["side part", "(?:side[- ]part(?:ed|ing)?|comb[- ]?over|side[- ]swept|parted)", ["short"]],
  ["bowl cut", "bowl[- ]?cut", ["fringe", "short"]],
  ["pixie cut", "pixie(?:[- ]cut)?", ["short"]],
  [
    "bob",
    "(?:a|long|short|french|sleek|wavy|curly|blunt) (?:\\w+ )?bob|bob(?: cut| haircut| hair)|page ?boy",
    ["medium-length"],
  ],
  ["bob", "bob|lob", ["medium-length"], "loose"],
  ["fringe", "(?:curtain |blunt |side )?(?:bangs|fringe)"],
  ["short", "very short|short(?:er|ish)?|cropped", [], "loose"],
  ["medium-length", "(?:shoulder|chin|mid|medium|neck|jaw)[- ]length|medium|midi", ["bob", "long"], "loose"],
  ["long", "(?:very |waist[- ]|hip[- ])?long(?:er|ish)?|waist[- ]length|flowing", ["medium-length"], "loose"],
  [
    "curly",
    "curl(?:y|s|ed)|ringlets|perm(?:ed)?|frizz(?:y)?|coil(?:y|s|ed)|kinky|natural|jheri",
    ["afro", "wavy"],
    "loose",
  ],
  ["wavy", "wav(?:y|es|ed)|beach waves|tousled waves", ["curly"], "loose"],
  ["spiky", "spik(?:y|es|ed)", ["mohawk", "messy", "short"], "loose"],
  ["messy", "messy|tousled|shaggy|shag|unkempt|wild|bed ?head|windswept|dishevell?ed", ["wavy", "spiky"], "loose"],
  ["straight", "straight(?:ened)?|sleek|silky|smooth|lank", [], "loose"],
]);
export type HairFact = FactOf<typeof hairTerms>;

export const hairLengths: readonly HairFact[] = ["bald", "balding", "buzz cut", "short", "medium-length", "long"];
/** Said before "hair"; the others are nouns of their own. */
export const hairTraits: readonly HairFact[] = [
  ...(["short", "medium-length", "long", "curly", "wavy", "spiky", "messy", "straight"] as const),
];

export const facialHairTerms = terms([
  ["stubble", "(?:designer |light )?stubble|(?:five|5) o'?clock shadow|scruff|unshaven", ["beard"]],
  ["goatee", "goatee|van ?dyke|circle beard|chin beard", ["soul patch", "beard"]],
  ["soul patch", "soul patch", ["goatee"]],
  ["chin strap", "chin[- ]?strap(?: beard)?", ["beard"]],
  ["long beard", "(?:long|big|huge|bushy|wizard'?s?|majestic|viking)(?:,? \\w+)? beard", ["beard"]],
  ["beard", "(?:full |short |trimmed |neat |thick |boxed )?(?:beard|bearded)"],
  [
    "handlebar moustache",
    "(?:handlebar|curled|curly|twirl(?:ed|y)|waxed|horseshoe|dal[ií]) m(?:o)?ustaches?",
    ["moustache"],
  ],
  [
    "moustache",
    "(?:thin |pencil |thick |bushy |walrus |chevron )?(?:m(?:o)?ustaches?|'?stache|tache)",
    ["handlebar moustache", "beard"],
  ],
  ["sideburns", "side ?burns|mutton[- ]?chops", ["beard"]],
]);
export type FacialHairFact = FactOf<typeof facialHairTerms>;
