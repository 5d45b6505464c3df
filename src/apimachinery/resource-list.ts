import { setMember } from './patch/json-value.ts';
import { roundUpToMilli } from './quantity.ts';

/** Amounts of resources by name. */
export type ResourceList = Record<string, string>;

/** Sets the amount of a resource where the list has none. Mutates `list`. */
export function setDefault(list: ResourceList, name: string, amount: string): void {
  if (!Object.hasOwn(list, name)) setMember(list, name, amount);
}

/** Rounds amounts up to thousandths, the finest that lists of resources keep. Mutates `list`. */
export function roundUpResources(list: ResourceList | undefined): void {
  for (const name in list) {
    const amount = list[name] ?? '0';
    const rounded = roundUpToMilli(amount);
    if (rounded !== amount) setMember(list, name, rounded);
  }
}
