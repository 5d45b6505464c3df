import type { JsonObject } from './json.ts';

// Wide enough for most descriptions, as the sources are.
const LINE_WIDTH = 120;

/** Writes a document as YAML, for people to read. */
export async function openapiYaml(document: JsonObject): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(document, { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false });
}
