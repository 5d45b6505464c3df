import { setMember } from './patch/json-value.ts';
import { canonicalQuantity, compareQuantities } from './quantity.ts';
import type { ResourceList } from './resource-list.ts';

/*
 * The canonical form of an amount beyond the largest suffix says less than was sent: `1` for 10^24. It is what is stored and answered,
 * but the rules that a write has to pass see what was sent, as kube-apiserver's do. Such amounts are remembered beside the list that
 * they are in, for as long as it is there.
 */
const exactAmounts = new WeakMap<object, Map<string, string>>();

/** Remembers, if need be, what was sent for an amount of a list. `canonical` is what it was decoded to. */
export function rememberAmount(list: object, name: string, sent: string, canonical: string): void {
  const amount = sent.trim();
  if (compareQuantities(amount, canonical) === 0) return;
  const remembered = exactAmounts.get(list) ?? new Map<string, string>();
  exactAmounts.set(list, remembered.set(name, amount));
}

/** An amount of a list as it was sent, where its canonical form says less; otherwise as it stands there. Undefined where there is none. */
export function exactAmount(list: Readonly<ResourceList> | undefined, name: string): string | undefined {
  if (list === undefined || !Object.hasOwn(list, name)) return undefined;
  const sent = exactAmounts.get(list)?.get(name);
  const amount = list[name];
  return sent !== undefined && canonicalQuantity(sent) === amount ? sent : amount;
}

/** A list with the amounts of another one where it has none itself. */
export function withDefaults(list: Readonly<ResourceList> | undefined, defaults: Readonly<ResourceList>): ResourceList {
  const made = { ...list };
  const sent = new Map(list && exactAmounts.get(list));
  for (const [name, amount] of Object.entries(defaults)) {
    if (Object.hasOwn(made, name)) continue;
    setMember(made, name, amount);
    const exact = exactAmounts.get(defaults)?.get(name);
    if (exact !== undefined) sent.set(name, exact);
  }
  if (sent.size > 0) exactAmounts.set(made, sent);
  return made;
}
