/**
 * Adds to the end of a list what another has, however long that is: the members of `list.push(...more)` would lie on the stack,
 * which holds about a hundred thousand.
 */
export function append<T>(list: T[], more: readonly T[]): void {
  if (more.length === 0) return;
  for (const member of more) list.push(member);
}
