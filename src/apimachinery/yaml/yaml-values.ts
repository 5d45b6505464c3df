import type { Alias, LineCounter, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { compareKeys } from '../decode/compare-keys.ts';
import { tagProblem } from './yaml-scalars.ts';

type Yaml = typeof import('yaml');

/** The value of a YAML document as JSON text with sorted keys, as kube-apiserver rewrites it before it reads it. */
export interface YamlValue {
  readonly text: string;
  /** `line 5: key "name" already set in map`, for each key that stands twice, in the order in which they are met. */
  readonly repeatedKeys: readonly string[];
}

/**
 * Reads the value of a document. A map takes what it merges (`<<`) where that stands: what comes later wins. An alias is read
 * again wherever it is used.
 * @throws Error where aliases multiply without end or lead to themselves, or a key is no scalar.
 */
export function yamlValue(yaml: Yaml, root: unknown, lines: LineCounter): YamlValue {
  const reader = new ValueReader(yaml, root, lines);
  return { text: reader.text(root), repeatedKeys: reader.repeatedKeys };
}

/** The error of a strict reading that has found keys that stand twice. */
export function repeatedKeysError(repeatedKeys: readonly string[]): string {
  return `yaml: unmarshal errors:\n${repeatedKeys.map((one) => `  ${one}`).join('\n')}`;
}

// Aliases repeat what they stand for, so that a small document can make a large one. This is five times the largest body.
const MAX_JSON_LENGTH = 16 * 1024 * 1024;
// Reading recurses; this is well within the stack, and far deeper than any object of the API.
const MAX_DEPTH = 1_000;
// Nobody reads more of them, and aliases repeat them, too.
const MAX_REPEATED_KEYS = 1_000;

/** The members of a map by their keys, of which a number and the same digits in quotes are two. */
type Members = Map<string, { readonly name: string; readonly text: string }>;

class ValueReader {
  readonly repeatedKeys: string[] = [];
  readonly #yaml: Yaml;
  readonly #lines: LineCounter;
  readonly #targets: ReadonlyMap<Alias, Node>;
  readonly #open = new Set<Node>();
  #length = 0;
  #depth = 0;
  #nodes = 0;
  /** How many of the nodes were read because an alias stands for them. */
  #repeats = 0;
  #aliases = 0;

  constructor(yaml: Yaml, root: unknown, lines: LineCounter) {
    this.#yaml = yaml;
    this.#lines = lines;
    this.#targets = targetsOf(yaml, root);
  }

  /** The JSON text of a node's value. */
  text(node: unknown): string {
    const { isAlias, isMap, isSeq, isScalar } = this.#yaml;
    this.#count();
    if (isAlias(node)) return this.#within(this.#target(node), node.source, (target) => this.text(target));
    if (isMap(node)) return this.#nested(() => this.#map(node));
    if (isSeq(node)) return this.#nested(() => `[${node.items.map((item) => this.text(item)).join(',')}]`);
    return this.#measured(isScalar(node) ? scalarText(node) : 'null');
  }

  #map(node: YAMLMap): string {
    const members: Members = new Map();
    this.#readInto(members, node);
    const byName = new Map([...members.values()].map(({ name, text }) => [name, text]));
    const names = [...byName.keys()].sort(compareKeys);
    return `{${names.map((name) => `${JSON.stringify(name)}:${byName.get(name) ?? 'null'}`).join(',')}}`;
  }

  #readInto(members: Members, { items }: YAMLMap): void {
    for (const pair of items) {
      if (isMerge(pair)) this.#merge(members, pair.value);
      else this.#read(members, pair);
    }
  }

  #read(members: Members, { key, value }: Pair): void {
    const { isScalar } = this.#yaml;
    this.#count();
    const scalar = this.#yaml.isAlias(key) ? this.#target(key) : key;
    if (scalar !== null && !isScalar(scalar)) throw new Error(`invalid map key: ${printKey(this.text(scalar))}`);
    const name = scalar === null ? null : scalar.value;
    const text = this.text(value);
    const identity = `${typeof name}:${name}`;
    if (members.has(identity)) this.#repeated(name, value ?? key);
    members.set(identity, { name: this.#measured(keyText(name, text)), text });
  }

  #merge(members: Members, value: unknown): void {
    const { isAlias, isMap, isSeq } = this.#yaml;
    if (isAlias(value)) {
      const target = this.#target(value);
      if (!isMap(target)) throw new Error(MERGES_MAPS);
      this.#within(target, value.source, () => this.#readInto(members, target));
    } else if (isMap(value)) this.#nested(() => this.#readInto(members, value));
    else if (isSeq(value)) for (const item of mergedLast((value as YAMLSeq).items)) this.#mergeItem(members, item);
    else throw new Error(MERGES_MAPS);
  }

  #mergeItem(members: Members, item: unknown): void {
    if (this.#yaml.isSeq(item)) throw new Error(MERGES_MAPS);
    this.#merge(members, item);
  }

  #target(alias: Alias): Node {
    const target = this.#targets.get(alias);
    if (target === undefined) throw new Error(`unknown anchor '${alias.source}' referenced`);
    return target;
  }

  /** Reads what an alias stands for, which must not stand in itself. */
  #within<R>(target: Node, anchor: string, read: (target: Node) => R): R {
    if (this.#open.has(target)) throw new Error(`anchor '${anchor}' value contains itself`);
    this.#open.add(target);
    this.#aliases += 1;
    const value = this.#nested(() => read(target));
    this.#aliases -= 1;
    this.#open.delete(target);
    return value;
  }

  #nested<R>(read: () => R): R {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Error(`exceeded max depth of ${MAX_DEPTH}`);
    this.#measured('{}');
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#aliases > 0) this.#repeats += 1;
    const isMuch = this.#repeats > MIN_REPEATS && this.#nodes > MIN_NODES;
    if (isMuch && this.#repeats / this.#nodes > allowedRepeats(this.#nodes)) throw new Error(EXCESSIVE);
  }

  #measured(text: string): string {
    this.#length += text.length;
    if (this.#length > MAX_JSON_LENGTH) throw new Error(EXCESSIVE);
    return text;
  }

  #repeated(name: unknown, at: unknown): void {
    if (this.repeatedKeys.length === MAX_REPEATED_KEYS) return;
    const offset = this.#yaml.isNode(at) ? (at.range?.[0] ?? 0) : 0;
    const shown = typeof name === 'string' ? JSON.stringify(name) : String(name);
    this.repeatedKeys.push(`line ${this.#lines.linePos(offset).line}: key ${shown} already set in map`);
  }
}

const EXCESSIVE = 'document contains excessive aliasing';

// As in kube-apiserver's parser: what aliases repeat may be nearly all of a document, but less of a long one.
const MIN_REPEATS = 100;
const MIN_NODES = 1_000;
const SHORT_NODES = 400_000;
const LONG_NODES = 4_000_000;

function allowedRepeats(nodes: number): number {
  if (nodes <= SHORT_NODES) return 0.99;
  if (nodes >= LONG_NODES) return 0.1;
  return 0.99 - (0.89 * (nodes - SHORT_NODES)) / (LONG_NODES - SHORT_NODES);
}

const MERGES_MAPS = 'map merge requires map or sequence of maps as the value';

/** The maps of a merged list in the order in which they are taken: the first has the last word. */
function mergedLast(items: readonly unknown[]): readonly unknown[] {
  return items.toReversed();
}

function isMerge({ key }: Pair): boolean {
  const { type, source, tag } = (key ?? {}) as Partial<Scalar>;
  return source === '<<' && (tag === MERGE_TAG || (type === 'PLAIN' && tag === undefined));
}

const MERGE_TAG = 'tag:yaml.org,2002:merge';

/** What each alias stands for: the last node before it that has its anchor. */
function targetsOf(yaml: Yaml, root: unknown): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  yaml.visit(root as Node, {
    Alias: (_, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function scalarText({ value, tag, source = '' }: Scalar): string {
  const problem = tag === undefined ? undefined : tagProblem(tag, source);
  if (problem !== undefined) throw new Error(problem);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new NotInJson(`json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`);
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value ?? null);
}

/** What YAML has and JSON has not: its message is not one of the YAML parser. */
export class NotInJson extends Error {}

/** A key that is a map or a list, as Go's `%#v` prints it. */
function printKey(json: string): string {
  return goSyntax(JSON.parse(json));
}

function goSyntax(value: unknown): string {
  if (value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${goSyntax(member)}`);
  return `map[interface {}]interface {}{${members.join(', ')}}`;
}

function keyText(key: unknown, value: string): string {
  if (key === null) {
    throw new NotInJson(`unsupported map key of type: %!s(<nil>), key: <nil>, value: ${value}`);
  }
  if (typeof key === 'number' && !Number.isFinite(key)) return Number.isNaN(key) ? '.nan' : key > 0 ? '.inf' : '-.inf';
  return String(key);
}
