// In a list as short as most are, looking at each member is faster than a map of them.
const SHORT = 8;

/**
 * Finds members of a list by a key; the first of those that share it. To ask for every member of another list takes a time that is
 * linear in both. The list is read when it is first asked for something.
 */
export function firstBy<T, K>(list: readonly T[] | undefined, keyOf: (member: T) => K): (key: K) => T | undefined {
  if (list === undefined) return () => undefined;
  if (list.length <= SHORT) return (key) => list.find((member) => keyOf(member) === key);
  let members: Map<K, T> | undefined;
  return (key) => {
    members ??= new Map(list.map((member) => [keyOf(member), member] as const).reverse());
    return members.get(key);
  };
}

/** The key of a list whose members are their own keys. */
export function itself<T>(member: T): T {
  return member;
}

/** The key of a list whose members have names. */
export function nameOf<T>({ name }: { readonly name: T }): T {
  return name;
}
