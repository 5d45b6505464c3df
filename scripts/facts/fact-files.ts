import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PublishedRoute } from './published.ts';

/** Where the project keeps the facts. */
export const FACT_FILES = {
  schemas: 'test/schemas/data/kubernetes-schemas.json',
  messages: 'test/schemas/data/protobuf.json',
  presence: 'test/schemas/data/presence.json',
  routes: 'test/endpoints/openapi/data/kubernetes-routes.json',
  golden: 'test/apimachinery/protobuf/data/golden.jsonl.gz',
  numbers: 'schemas/protobuf-fields.ts',
} as const;

/** A folder with the files of facts, of which those are written that change. */
export class FactFiles {
  readonly #folder: string;
  readonly #changed = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The files that have been written, in the order in which they were. */
  get changed(): readonly string[] {
    return [...this.#changed];
  }

  text(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }

  setText(file: string, text: string): void {
    if (this.text(file) !== text) this.#write(file, text);
  }

  /** Adds to a file that has facts by name, sorted, a line each. Where one says the same in another order, it stays. */
  setNamed(file: string, facts: ReadonlyMap<string, unknown>): void {
    const known: Record<string, unknown> = JSON.parse(this.text(file));
    const all = { ...known };
    for (const [name, fact] of facts) if (!isDeepStrictEqual(known[name], fact)) all[name] = fact;
    const lines = Object.keys(all)
      .toSorted()
      .map((name) => `${JSON.stringify(name)}: ${JSON.stringify(all[name])}`);
    this.setText(file, `{\n${lines.join(',\n')}\n}\n`);
  }

  /** Adds to the operations, which are sorted by path and method, a line each. */
  setRoutes(file: string, routes: readonly PublishedRoute[]): void {
    const all = new Map<string, PublishedRoute>();
    const known: readonly PublishedRoute[] = JSON.parse(this.text(file));
    for (const route of [...known, ...routes]) all.set(`${route.path} ${route.method}`, route);
    const lines = [...all.keys()].toSorted().map((key) => JSON.stringify(all.get(key)));
    this.setText(file, `[\n${lines.join(',\n')}\n]\n`);
  }

  /** Adds to a file that has lists of names under headings. */
  setLists(file: string, lists: Readonly<Record<string, readonly string[]>>): void {
    const known: Record<string, readonly string[]> = JSON.parse(this.text(file));
    const all = { ...known };
    for (const [heading, names] of Object.entries(lists)) {
      all[heading] = [...new Set([...(known[heading] ?? []), ...names])];
    }
    this.setText(file, `${JSON.stringify(all, null, 1)}\n`);
  }

  /** The lines of a compressed file. */
  lines(file: string): readonly string[] {
    return gunzipSync(readFileSync(join(this.#folder, file)))
      .toString()
      .trimEnd()
      .split('\n');
  }

  /** Adds lines to a compressed file. */
  addLines(file: string, lines: readonly string[]): void {
    if (lines.length > 0) this.#write(file, gzipSync(`${[...this.lines(file), ...lines].join('\n')}\n`, { level: 9 }));
  }

  #write(file: string, content: string | Buffer): void {
    writeFileSync(join(this.#folder, file), content);
    this.#changed.add(file);
  }
}
