import { isDNS1123Label, isDNS1123Subdomain } from './dns-names.ts';

/**
 * What keeps `name` from being a name that objects of a kind may have; empty where it is one. A `prefix` is what
 * generateName holds, to which a random suffix will be added.
 */
export type NameValidator = (name: string, prefix: boolean) => readonly string[];

/** Names that are DNS subdomains, as most kinds have them. */
export const nameIsDNSSubdomain: NameValidator = (name, prefix) =>
  isDNS1123Subdomain(prefix ? withoutTrailingDash(name) : name);

/** Names that are DNS labels, as namespaces have them. */
export const nameIsDNSLabel: NameValidator = (name, prefix) =>
  isDNS1123Label(prefix ? withoutTrailingDash(name) : name);

/** The least that any name must be: one segment of a URL's path. */
export const nameIsPathSegment: NameValidator = (name, prefix) => {
  if (!prefix && (name === '.' || name === '..')) return [`may not be '${name}'`];
  return ['/', '%']
    .filter((character) => name.includes(character))
    .map((character) => `may not contain '${character}'`);
};

// The suffix that will follow makes a dash at the end harmless.
function withoutTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
