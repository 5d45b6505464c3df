import type { Document, Pair, Scalar } from 'yaml';
import { JsonSyntaxError } from '../json/parse-json.ts';
import { YAML_SCALARS } from './yaml-scalars.ts';

/** A YAML document as JSON text. */
export interface JsonFromYaml {
  readonly text: string;
  /** Keys that stand twice, in the words of kube-apiserver's strict decoding. */
  readonly strictErrors: readonly string[];
}

/**
 * Rewrites the first document of a YAML text as JSON, as kube-apiserver does before it decodes; what comes after it is not read.
 * @throws JsonSyntaxError where the text is no YAML, where aliases multiply without end, or a key is no scalar.
 */
export async function yamlToJson(text: string): Promise<JsonFromYaml> {
  if (NOT_ALLOWED.test(text)) throw new JsonSyntaxError('yaml: control characters are not allowed');
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  try {
    const document = firstDocument(yaml, text, lines);
    if (document === undefined) return { text: 'null', strictErrors: [] };
    const broken = document.errors[0];
    if (broken !== undefined)
      throw new Error(`line ${lines.linePos(broken.pos[0]).line}: ${firstLine(broken.message)}`);
    const repeated = repeatedKeys(yaml, document, lines);
    return {
      text: new JsonWriter().write(document.toJS({ mapAsMap: true })),
      strictErrors: repeated.length === 0 ? [] : [`yaml: unmarshal errors:\n${repeated.join('\n')}`],
    };
  } catch (error) {
    // Reading YAML recurses: what overflows the stack is far deeper than any object of the API.
    if (error instanceof RangeError) throw new JsonSyntaxError('yaml: exceeded max depth');
    throw new JsonSyntaxError(`yaml: ${firstLine(error instanceof Error ? error.message : String(error))}`);
  }
}

type Yaml = typeof import('yaml');
type Lines = InstanceType<Yaml['LineCounter']>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused, as YAML has it.
const NOT_ALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function firstDocument(yaml: Yaml, text: string, lines: Lines): Document | undefined {
  const composer = new yaml.Composer({
    version: '1.1',
    // A repeated key is not broken YAML here: fieldValidation says what becomes of it.
    uniqueKeys: false,
    logLevel: 'error',
    customTags: (tags) => [
      ...tags.filter((tag) => (typeof tag === 'string' ? tag === 'merge' : KEPT_TAGS.has(tag.tag))),
      ...YAML_SCALARS,
    ],
  });
  for (const document of composer.compose(new yaml.Parser(lines.addNewLine).parse(text))) return document as Document;
  return undefined;
}

const KEPT_TAGS: ReadonlySet<string> = new Set(
  ['map', 'seq', 'str', 'merge'].map((name) => `tag:yaml.org,2002:${name}`),
);

function repeatedKeys({ isScalar, visit }: Yaml, document: Document, lines: Lines): string[] {
  const repeated: string[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items as Pair[]) {
        if (!isScalar(key)) continue;
        const { value, range } = key as Scalar;
        if (seen.has(value)) {
          const line = lines.linePos(range?.[0] ?? 0).line;
          repeated.push(`  line ${line}: key ${JSON.stringify(keyText(value))} already set in map`);
        }
        seen.add(value);
      }
    },
  });
  return repeated;
}

// Aliases repeat what they stand for, so that a small document can make a large one. This is five times the largest body.
const MAX_JSON_LENGTH = 16 * 1024 * 1024;

class JsonWriter {
  #length = 0;

  write(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map((item) => this.write(item)).join(',')}]`;
    if (value instanceof Map) {
      return `{${[...value].map(([key, member]) => `${this.#scalar(keyText(key))}:${this.write(member)}`).join(',')}}`;
    }
    return this.#scalar(value);
  }

  #scalar(value: unknown): string {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`json: unsupported value: ${value}`);
    const text = typeof value === 'bigint' ? String(value) : JSON.stringify(value ?? null);
    this.#length += text.length;
    if (this.#length > MAX_JSON_LENGTH) throw new Error('document contains excessive aliasing');
    return text;
  }
}

function keyText(key: unknown): string {
  if (key === null || typeof key === 'object')
    throw new Error('unsupported map key: neither text nor number nor boolean');
  if (typeof key === 'number' && !Number.isFinite(key)) return Number.isNaN(key) ? '.nan' : key > 0 ? '.inf' : '-.inf';
  return String(key);
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
