/** The candidate that a mistyped word most likely means, or undefined where none comes close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  // A third of the letters may be wrong: enough for a slip, too few to turn one flag into an unrelated one.
  let least = Math.floor(word.length / 3) + 1;
  let best: string | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    if (distance < least) [least, best] = [distance, candidate];
  }
  return best ?? candidates.find((candidate) => word.length >= 4 && candidate.includes(word));
}

// How many letters to insert, remove, replace or swap with the next (optimal string alignment).
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      }
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
