import { CompactMembers } from './compact-value.ts';

/**
 * The text of one member's value in a compact JSON object, whose first member begins at `start`; undefined where the object
 * has no such member. What stands before it is stepped over, not parsed: a microsecond or two for the spec of a pod.
 * `name` is a plain word.
 */
export function memberText(text: string, start: number, name: string): string | undefined {
  const member = new CompactMembers(text, start);
  while (member.next()) if (member.isNamed(name)) return text.slice(member.value, member.end);
  return undefined;
}
