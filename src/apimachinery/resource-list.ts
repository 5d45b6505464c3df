import { roundUpToMilli } from './quantity.ts';

/** Amounts of resources by name. */
export type ResourceList = Record<string, string>;

/** Rounds amounts up to thousandths, the finest that lists of resources keep. Mutates `list`. */
export function roundUpResources(list: ResourceList | undefined): void {
  for (const name in list) {
    const amount = list[name] ?? '0';
    const rounded = roundUpToMilli(amount);
    if (rounded !== amount) list[name] = rounded;
  }
}
