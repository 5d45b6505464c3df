import type { Document, Tags } from 'yaml';
import { JsonSyntaxError } from '../json/parse-json.ts';
import { directiveProblem, yamlProblem } from './yaml-problems.ts';
import { YAML_SCALARS } from './yaml-scalars.ts';
import { NotInJson, type YamlValue, yamlValue } from './yaml-values.ts';

/**
 * Rewrites the first document of a YAML text as JSON, as kube-apiserver does before it decodes; what comes after it is not read.
 * A long text is read in portions, between which others get their turn.
 * @throws JsonSyntaxError where the text is no YAML, is nested too deeply or of too many parts, where aliases multiply without
 *   end, or a key is no scalar.
 */
export async function yamlToJson(text: string): Promise<YamlValue> {
  if (NOT_ALLOWED.test(text)) throw new JsonSyntaxError('yaml: control characters are not allowed');
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  try {
    const document = await firstDocument(yaml, text, lines);
    if (document === undefined) return { text: 'null', repeatedKeys: [] };
    const broken = document.errors[0];
    if (broken !== undefined) throw new Error(yamlProblem(broken, text));
    return yamlValue(yaml, document.contents, lines);
  } catch (error) {
    if (error instanceof NotInJson) throw new JsonSyntaxError(error.message);
    throw new JsonSyntaxError(`yaml: ${firstLine(error instanceof Error ? error.message : String(error))}`);
  }
}

type Yaml = typeof import('yaml');
type Lines = InstanceType<Yaml['LineCounter']>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused, as YAML has it.
const NOT_ALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
// Reading YAML takes some ten microseconds a part, a hundred times as long as JSON: a body full of commas and colons would hold
// up everybody else for seconds. No object of the API comes near this; a long text in one scalar is one part.
const MAX_PARTS = 250_000;
const PARTS_AT_ONCE = 5_000;
// Reading YAML recurses; this is well within the stack, and far deeper than any object of the API.
const MAX_DEPTH = 1_000;

async function firstDocument(yaml: Yaml, text: string, lines: Lines): Promise<Document | undefined> {
  const composer = new yaml.Composer({
    version: '1.1',
    // A repeated key is not broken YAML here: fieldValidation says what becomes of it.
    uniqueKeys: false,
    logLevel: 'error',
    customTags: (tags) => [...tags.filter(isStructure), ...YAML_SCALARS],
  });
  const parser = new yaml.Parser(lines.addNewLine);
  lines.addNewLine(0);
  let parts = 0;
  for (const part of new yaml.Lexer().lex(text)) {
    parts += 1;
    if (parts > MAX_PARTS) throw new Error(`document has more than ${MAX_PARTS} parts`);
    if (parts % PARTS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const token of parser.next(part)) {
      const problem = token.type === 'directive' ? directiveProblem(token.source) : undefined;
      if (problem !== undefined) throw new Error(problem);
      for (const document of composer.next(token)) return document as Document;
    }
    if (parser.stack.length > MAX_DEPTH) throw new Error(`exceeded max depth of ${MAX_DEPTH}`);
  }
  for (const token of parser.end()) for (const document of composer.next(token)) return document as Document;
  for (const document of composer.end()) return document as Document;
  return undefined;
}

const STRUCTURES: ReadonlySet<string> = new Set(['map', 'seq', 'str'].map((name) => `tag:yaml.org,2002:${name}`));

function isStructure(tag: Tags[number]): boolean {
  return typeof tag !== 'string' && STRUCTURES.has(tag.tag);
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
