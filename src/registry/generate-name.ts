// Kubernetes' alphabet: no vowels and none of 0, 1, 3, so that no word comes out by chance.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
// A generated name is a DNS label wherever its prefix is one.
const MAX_NAME_LENGTH = 63;

/** A name that begins with `base`, cut where it is too long, and ends in five random characters. */
export function generateName(base: string, randomInt: (limit: number) => number): string {
  let name = base.slice(0, MAX_NAME_LENGTH - SUFFIX_LENGTH);
  for (let i = 0; i < SUFFIX_LENGTH; i += 1) name += ALPHABET[randomInt(ALPHABET.length)];
  return name;
}
