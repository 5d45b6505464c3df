/** Tells in which of some members two objects differ, by their positions; undefined where they do in none. */
export type FindDifferences = (a: object, b: object) => readonly number[] | undefined;

/**
 * Generates the comparison of objects in members of these names as straight-line code: each member is read by its name at a
 * place of its own, which costs a tenth of reading members by names that vary.
 *
 * The text is made of names in schemas alone. They go in as JSON strings, so that none of them can be code.
 */
export function generateDifferences(names: readonly string[]): FindDifferences {
  const checks = names.map((name, i) => {
    const key = JSON.stringify(name);
    return `if (a[${key}] !== b[${key}]) (found ??= []).push(${i});`;
  });
  const body = `return function findDifferences(a, b) { let found; ${checks.join('\n')} return found; };`;
  return new Function(body)() as FindDifferences;
}
