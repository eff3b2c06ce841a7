import { expect, test } from "bun:test";
import { appFiles } from "./new-app/files";
import { findIdProblem, findTitleProblem, namesOf } from "./new-app/names";

test("an id that is no kebab-case, the platform's own or taken is refused in one line", () => {
  const refused = {
    "": "kebab-case",
    Mood: "kebab-case",
    mood_board: "kebab-case",
    "mood--board": "kebab-case",
    "-mood": "kebab-case",
    "mood-": "kebab-case",
    "3d": "kebab-case",
    "../mood": "kebab-case",
    ["a".repeat(41)]: "at most 40",
    core: "the platform's own",
    trial: "the platform's own",
    "avatar-creator": "already",
    "a-1": 'reads like the app "a1"',
  };
  for (const [id, because] of Object.entries(refused)) {
    const problem = findIdProblem(id, ["avatar-creator", "a1"]);
    expect(problem).toContain(because);
    expect(problem).not.toContain("\n");
  }
  for (const id of ["mood-board", "vectorizer", "poster2"]) expect(findIdProblem(id, ["avatar-creator"])).toBeNull();
});

test("a title is one short line of text", () => {
  for (const title of ["", " Mood", "Mood\nBoard", "a".repeat(61)]) expect(findTitleProblem(title)).toBeString();
  for (const title of [undefined, "Mood Board", `Bob's "{x}" <Board>`]) expect(findTitleProblem(title)).toBeNull();
});

test("each name of an app is made of its id", () => {
  expect(namesOf("mood-board")).toEqual({
    id: "mood-board",
    title: "Mood Board",
    camel: "moodBoard",
    pascal: "MoodBoard",
    snake: "mood_board",
  });
  expect(namesOf("mood-board", "Moods").title).toBe("Moods");
});

test("a new app is a contract, two halves and a test, with every name filled in", () => {
  const files = appFiles(namesOf("mood-board"));
  expect(Object.keys(files).sort()).toEqual([
    "backend/src/apps/mood-board/actions.ts",
    "backend/src/apps/mood-board/app.test.ts",
    "backend/src/apps/mood-board/app.ts",
    "backend/src/apps/mood-board/furnished.fixture.ts",
    "backend/src/apps/mood-board/repository.ts",
    "backend/src/apps/mood-board/routes.ts",
    "backend/src/apps/mood-board/schema.prisma",
    "backend/src/apps/mood-board/service.ts",
    "frontend/src/apps/mood-board/api.ts",
    "frontend/src/apps/mood-board/app.ts",
    "frontend/src/apps/mood-board/pages/home.tsx",
    "packages/contracts/src/mood-board.ts",
  ]);
  for (const text of Object.values(files)) {
    expect(text).not.toMatch(/\$\{(id|title|camel|contract|pascal|snake|table)\}|undefined\w|["/ ]undefined["/]/);
    expect(text).toEndWith("\n");
  }
  expect(files["backend/src/apps/mood-board/schema.prisma"]).toContain("model MoodBoardIdea {");
  expect(files["backend/src/apps/mood-board/schema.prisma"]).toContain('@@map("mood_board_ideas")');
});

test("the code parses whatever the id and the title are", () => {
  const transpiler = new Bun.Transpiler({ loader: "tsx" });
  for (const id of ["new", "routes", "sketch", "sharp", "z", "test", "mood-board"]) {
    for (const [path, text] of Object.entries(appFiles(namesOf(id, `Bob's "{x}" <Board>`)))) {
      if (!path.endsWith(".prisma")) expect(() => transpiler.transformSync(text)).not.toThrow();
    }
  }
});

test("the contract's constant gives way to a word that the code needs", () => {
  const contractOf = (id: string) => appFiles(namesOf(id))[`packages/contracts/src/${id}.ts`];
  for (const id of ["new", "routes", "sketch", "sharp", "api"])
    expect(contractOf(id)).toContain(`export const ${id}App = `);
  for (const id of ["vectorizer", "poster"]) expect(contractOf(id)).toContain(`export const ${id} = `);
});
