/** How many characters of warnings an answer has in its headers: proxies drop answers whose headers grow too large. */
export const MOST_WARNING_RUNES = 4096;

/** How many different warnings are worth making: the characters of more cannot all be sent, however short they are. */
export const MOST_WARNINGS = MOST_WARNING_RUNES + 1;

/** What there is to say of the members of a list, in their order, as far as warnings can tell it. */
export function warningsOfEach<T>(
  list: Iterable<T> | undefined,
  warningsOf: (member: T, index: number) => readonly (string | undefined)[],
): string[] {
  const warnings: string[] = [];
  let i = 0;
  for (const member of list ?? []) {
    for (const warning of warningsOf(member, i)) if (warning !== undefined) warnings.push(warning);
    if (warnings.length >= MOST_WARNINGS) break;
    i += 1;
  }
  return warnings;
}
