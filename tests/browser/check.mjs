// Runs named checks, a few at a time, and counts them.
const failures = [];
let passed = 0;

/** Runs one check; its sentence is its name. */
export async function check(sentence, run) {
  try {
    await run();
    passed += 1;
  } catch (error) {
    failures.push(sentence);
    console.log(`FAILED ${sentence}\n       ${String(error.message ?? error).split("\n").slice(0, 12).join("\n       ")}`);
  }
}

/** Runs `work` over the items, as many at a time as there are cores here at least. */
export async function together(items, work, atATime = 2) {
  const waiting = [...items];
  await Promise.all(Array.from({ length: atATime }, async () => {
    while (waiting.length) await work(waiting.shift());
  }));
}

/** Throws unless `holds`. */
export function must(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}

/** Throws unless both are the same value. */
export function same(seen, wanted, what) {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
}

/** Prints the counts; gives the exit code. */
export function report() {
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length || !passed ? 1 : 0;
}
