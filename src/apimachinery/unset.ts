/**
 * Makes an optional member absent. Decoded objects have all their members in place, most of them undefined; deleting one
 * that is absent already would only cost the object its shape, and with it the speed of everything that reads it.
 */
export function unset<T extends object>(object: T, member: keyof T): void {
  if (object[member] !== undefined) delete object[member];
}
