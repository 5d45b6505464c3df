import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseJson } from '../apimachinery/json/parse-json.ts';
import { stringifyJson } from '../apimachinery/json/stringify-json.ts';
import { yamlToJson } from '../apimachinery/yaml/yaml-to-json.ts';

/**
 * The objects of a stream as JSON documents, in their order: of JSON lines, of one JSON document, or of YAML documents; the items of a
 * List count as if each stood alone. JSON lines, and a List in YAML as `podledger export` writes it, are read piece by piece, all else is in
 * memory as a whole. Throws an Error that names the line where that cannot be read.
 */
export async function* readObjects(stream: Readable): AsyncGenerator<string> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  const reader = new ObjectReader();
  for await (const line of lines) yield* reader.line(line);
  yield* reader.end();
}

type Form = 'json lines' | 'json' | 'yaml';

class ObjectReader {
  #form: Form | undefined;
  #number = 0;
  /** The lines of the piece that is being read, and the number of its first. */
  #piece: string[] = [];
  #from = 1;
  /** Whether the items of a List are read one by one. */
  #inItems = false;

  async *line(line: string): AsyncGenerator<string> {
    this.#number += 1;
    const text = this.#number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (this.#form === undefined && text.trim() !== '') {
      if (text.trimStart().startsWith('{')) this.#form = isJson(text) ? 'json lines' : 'json';
      else this.#form = 'yaml';
    }
    if (this.#form === 'json lines') {
      if (text.trim() !== '') yield* this.#objects(text, this.#number);
    } else if (this.#form === 'yaml') yield* this.#yamlLine(text);
    else this.#piece.push(text);
  }

  async *end(): AsyncGenerator<string> {
    if (this.#form === 'json') yield* this.#objects(this.#piece.join('\n'), 1);
    if (this.#form === 'yaml') yield* this.#yamlPiece();
  }

  async *#yamlLine(line: string): AsyncGenerator<string> {
    if (/^(---|\.\.\.)(\s|$)/.test(line)) {
      yield* this.#yamlPiece();
      this.#inItems = false;
      this.#begin(line.startsWith('---') ? line.slice(3) : '');
      return;
    }
    // All that says that it is a List stands before its items.
    if (!this.#inItems && /^items:\s*$/.test(line) && /^kind: List\s*$/m.test(this.#piece.join('\n'))) {
      this.#inItems = true;
      this.#begin('');
      return;
    }
    if (this.#inItems && line.startsWith('- ')) {
      yield* this.#yamlPiece();
      this.#begin(line);
      return;
    }
    if (this.#inItems && line !== '' && !/^[ #]/.test(line)) {
      throw new Error(`line ${this.#number}: nothing may stand behind the items of a List in YAML`);
    }
    this.#piece.push(line);
  }

  #begin(line: string): void {
    this.#piece = [line];
    this.#from = this.#number;
  }

  async *#yamlPiece(): AsyncGenerator<string> {
    const text = this.#piece.splice(0).join('\n');
    if (text.trim() === '') return;
    let json: string;
    try {
      ({ text: json } = await yamlToJson(`${text}\n`));
    } catch (error) {
      throw new Error(`what begins in line ${this.#from} cannot be read: ${messageOf(error)}`);
    }
    if (json !== 'null') yield* this.#objects(json, this.#from);
  }

  /** The objects that a JSON text has. */
  *#objects(text: string, line: number): Generator<string> {
    let value: unknown;
    try {
      ({ value } = parseJson(text));
    } catch (error) {
      throw new Error(`line ${line}: ${messageOf(error)}`);
    }
    const items = Array.isArray(value) ? value : listItems(value);
    if (items === undefined) yield text.includes('\n') ? stringifyJson(value).text : text;
    else for (const item of items) yield stringifyJson(item).text;
  }
}

/** The items of a List; undefined where a value is none. */
function listItems(value: unknown): readonly unknown[] | undefined {
  const { kind, items } = (value ?? {}) as { readonly kind?: unknown; readonly items?: unknown };
  return kind === 'List' ? (Array.isArray(items) ? items : []) : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
