import type { Document, Pair, Scalar, SchemaOptions } from 'yaml';
import { JsonSyntaxError } from '../json/parse-json.ts';

/** A YAML document as JSON text. */
export interface JsonFromYaml {
  readonly text: string;
  /** Keys that stand twice, in the words of kube-apiserver's strict decoding. */
  readonly strictErrors: readonly string[];
}

/**
 * Rewrites the first document of a YAML text as JSON, as kube-apiserver does before it decodes. Scalars follow YAML 1.1
 * as its parser reads it: `yes` and `on` are booleans, `0644` is octal; times and base 60 stay text.
 * @throws JsonSyntaxError where the text is no YAML, where aliases multiply without end, or a key is no scalar.
 */
export async function yamlToJson(text: string): Promise<JsonFromYaml> {
  const { LineCounter, parseAllDocuments, visit, isScalar } = await import('yaml');
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...OPTIONS, lineCounter: lines });
  const document = 'empty' in documents ? undefined : (documents[0] as Document | undefined);
  if (document === undefined) return { text: 'null', strictErrors: [] };
  const broken = document.errors[0];
  if (broken !== undefined)
    throw new JsonSyntaxError(`yaml: line ${broken.linePos?.[0].line ?? 1}: ${firstLine(broken.message)}`);
  const repeated: string[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const pair of map.items as Pair[]) {
        if (!isScalar(pair.key)) continue;
        const key = pair.key as Scalar;
        const line = lines.linePos(key.range?.[0] ?? 0).line;
        if (seen.has(key.value)) repeated.push(`  line ${line}: key ${JSON.stringify(key.value)} already set in map`);
        seen.add(key.value);
      }
    },
  });
  return {
    text: toJson(document),
    strictErrors: repeated.length === 0 ? [] : [`yaml: unmarshal errors:\n${repeated.join('\n')}`],
  };
}

const OPTIONS = {
  version: '1.1',
  intAsBigInt: true,
  // A repeated key is not broken YAML here: fieldValidation says what becomes of it.
  uniqueKeys: false,
  logLevel: 'error',
  customTags: ((tags) =>
    tags.filter(
      (tag) => typeof tag === 'string' || (tag.format !== 'TIME' && !/timestamp|binary|set|omap|pairs/.test(tag.tag)),
    )) satisfies SchemaOptions['customTags'],
} as const;

function toJson(document: Document): string {
  try {
    const value: unknown = document.toJS({ mapAsMap: true });
    return stringify(value);
  } catch (error) {
    throw new JsonSyntaxError(`yaml: ${firstLine(error instanceof Error ? error.message : String(error))}`);
  }
}

function stringify(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(stringify).join(',')}]`;
  if (value instanceof Map) {
    return `{${[...value].map(([key, member]) => `${JSON.stringify(keyText(key))}:${stringify(member)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`json: unsupported value: ${value}`);
  return JSON.stringify(value ?? null);
}

function keyText(key: unknown): string {
  if (key === null) return 'null';
  if (typeof key === 'object') throw new Error('a key of a map must be a scalar');
  return String(key);
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
