import type { ScalarTag } from 'yaml';
import { JsonNumber } from '../json/json-number.ts';
import { parseJson } from '../json/parse-json.ts';
import { YAML_SCALARS } from './yaml-scalars.ts';

/** Rewrites JSON text as YAML with sorted keys, as kube-apiserver answers it. Integers keep their exact value. */
export async function jsonToYaml(json: string): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(parseJson(json).value, exact, {
    sortMapEntries: true,
    version: '1.1',
    lineWidth: 0,
    indentSeq: false,
    aliasDuplicateObjects: false,
    customTags: (tags) => [
      ...tags.filter((tag) => typeof tag === 'string' || tag.tag !== MERGE.tag),
      MERGE,
      ...YAML_SCALARS,
    ],
  });
}

// Text is quoted where a reader would take it for something else: kube-apiserver's scalars, and the key that merges maps.
const MERGE: ScalarTag = { tag: 'tag:yaml.org,2002:merge', default: true, test: /^<<$/, resolve: (text) => text };

function exact(_: unknown, value: unknown): unknown {
  if (!(value instanceof JsonNumber)) return value;
  return /^-?\d+$/.test(value.text) ? BigInt(value.text) : Number(value.text);
}
