import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import { append } from '../../../apimachinery/append.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';

/** Parts of rules in kube-apiserver's words, a line each, sorted: those that differ by nothing but the verb are one line. */
export function describeRules(parts: readonly PolicyRule[]): string {
  const lines = new Set(compacted(parts).map(describe));
  return [...lines].sort(byCodePoint).join('\n');
}

/** Puts the verbs of parts together that are about the same resource and name. */
function compacted(parts: readonly PolicyRule[]): readonly PolicyRule[] {
  const others: PolicyRule[] = [];
  const byResource = new Map<string, { rule: PolicyRule; verbs: string[] }>();
  for (const rule of parts) {
    const { apiGroups, resources, resourceNames, verbs } = rule;
    if (resources === undefined) {
      others.push(rule);
      continue;
    }
    const key = JSON.stringify([apiGroups, resources, resourceNames]);
    const known = byResource.get(key);
    if (known === undefined) byResource.set(key, { rule, verbs: [...verbs] });
    else append(known.verbs, verbs);
  }
  return [...others, ...[...byResource.values()].map(({ rule, verbs }) => ({ ...rule, verbs }))];
}

function describe({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const parts = [
    part('APIGroups', apiGroups),
    part('Resources', resources),
    part('NonResourceURLs', nonResourceURLs),
    part('ResourceNames', resourceNames),
    part('Verbs', verbs),
  ];
  return `{${parts.filter((text) => text !== '').join(', ')}}`;
}

function part(name: string, values: readonly string[] = []): string {
  return values.length === 0 ? '' : `${name}:${quotedList(values)}`;
}

/** A list of texts as Go's `%q` prints it. */
export function quotedList(values: readonly string[]): string {
  return `[${values.map(goQuote).join(' ')}]`;
}

/** The order of Go's strings, which is that of their bytes in UTF-8. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
