import { schemaType } from '../../src/apimachinery/decode/schema-type.ts';
import { type Content, contentsOf } from './contents.ts';
import type { GrowthCheck, SizedRequest } from './growth-check.ts';
import type { KindUnderTest } from './kind-under-test.ts';
import { eachOnce, type Position, pathText, positionsOf } from './positions.ts';
import { ANYWHERE, bringing, changing, type Subject } from './requests-about.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

const isOfStructs = ({ schema, type }: Position): boolean => type === 'list' && schema.items.properties !== undefined;

/** Creates, as a dry run, objects of a kind with many items and entries in the place of each list and map. */
export async function walkCollections(check: GrowthCheck, kind: KindUnderTest, met: Set<string>): Promise<void> {
  for (const position of eachOnce(collections(kind), met, 4)) {
    for (const content of contentsOf(position)) {
      await check.hold(
        `POST ${kind.title} ${pathText(position.path)} ${content.title}`,
        'create',
        isOfStructs(position) ? 1_500 : 5_000,
        (size) => ({
          method: 'POST',
          path: `${kind.collection}?dryRun=All`,
          headers: JSON_TYPE,
          body: JSON.stringify(kind.with('object', position.path, content.make(size))),
        }),
      );
    }
  }
}

function collections({ schema }: KindUnderTest): Position[] {
  return positionsOf(schema).filter(({ type }) => type === 'list' || type === 'map');
}

/**
 * Writes objects of a kind in every way with many items and entries in the place of each list and map, each once for its type, or for its
 * form where nothing else matters: first where an object has none of them, then, where such an object is valid, where it has them.
 */
export async function walkWrites(check: GrowthCheck, kind: KindUnderTest, met: Set<string>): Promise<void> {
  for (const position of eachOnce(collections(kind), met, 2)) {
    const size = isOfStructs(position) ? 500 : 4_000;
    const [content] = contentsOf(position);
    if (content === undefined) continue;
    await walkState(check, kind, position, content, size, bringing, 'least', met);
    const filled = await firstStored(check, kind, position);
    if (filled !== undefined) await walkState(check, kind, position, filled, size, changing, 'filled', met);
  }
}

/** What a list or map is for those who do not know what it is for. */
function shapeOf({ type, schema }: Position): string {
  return `${type} of ${schemaType(type === 'list' ? schema.items : schema.additionalProperties)}`;
}

type State = 'least' | 'filled';

async function walkState(
  check: GrowthCheck,
  kind: KindUnderTest,
  position: Position,
  content: Content,
  size: number,
  requests: (subject: Subject) => Readonly<Record<string, () => SizedRequest>>,
  state: State,
  met: Set<string>,
): Promise<void> {
  const cluster = new Stored(check, kind, position, content, state);
  const titles = Object.keys(requests(cluster.subject(1))).filter((title) => {
    if (!ANYWHERE.has(title)) return true;
    const key = `${title}: ${shapeOf(position)}`;
    if (met.has(key)) return false;
    met.add(key);
    return true;
  });
  for (const title of titles) {
    const requestOf = (of: number) => {
      const request = requests(cluster.subject(of))[title]?.();
      if (request === undefined) throw new Error(`no request is called ${title}`);
      return request;
    };
    await check.hold(
      `${title} of ${kind.title} ${pathText(position.path)} ${content.title}`,
      title,
      size,
      requestOf,
      async (of) => void (await cluster.prepare(of)),
    );
  }
  await cluster.clear();
}

let objects = 0;

/** The object that is there while requests about it are held to what they are held to. */
class Stored {
  readonly #check: GrowthCheck;
  readonly #kind: KindUnderTest;
  readonly #position: Position;
  readonly #content: Content;
  readonly #state: State;
  #name = '';
  #size = -1;

  constructor(check: GrowthCheck, kind: KindUnderTest, position: Position, content: Content, state: State) {
    this.#check = check;
    this.#kind = kind;
    this.#position = position;
    this.#content = content;
    this.#state = state;
  }

  subject(size: number): Subject {
    const inStatus = this.#position.path[0] === 'status' && 'status' in this.#kind.definition.subresources;
    return {
      kind: this.#kind,
      position: this.#position,
      name: this.#name,
      url: `${this.#kind.collection}/${this.#name}${inStatus ? '/status' : ''}`,
      content: this.#content.make(size),
    };
  }

  /** Makes the object; in the state `filled` with so much content. Resolves to whether it could be made. */
  async prepare(size: number): Promise<boolean> {
    if (size === this.#size || (this.#state === 'least' && this.#size >= 0)) return true;
    await this.clear();
    objects += 1;
    // As long as all others.
    this.#name = `object-${100_000 + objects}`;
    this.#size = size;
    const { collection } = this.#kind;
    const least = JSON.stringify(this.#kind.least(this.#name));
    const { url, content } = this.subject(this.#state === 'filled' ? size : 0);
    const made = this.#kind.with(this.#name, this.#position.path, content);
    if (this.#state === 'least' || url.endsWith('/status')) {
      await this.#check.send({ method: 'POST', path: collection, headers: JSON_TYPE, body: least });
    }
    if (this.#state === 'least') return true;
    const body = JSON.stringify(made);
    const path = `${url}?fieldManager=owner`;
    return (await this.#check.send({ method: 'PATCH', path, headers: APPLY, body })).status < 300;
  }

  /** Takes the object away. */
  async clear(): Promise<void> {
    if (this.#size < 0) return;
    this.#size = -1;
    const path = `${this.#kind.collection}/${this.#name}?gracePeriodSeconds=0`;
    await this.#check.send({ method: 'DELETE', path });
  }
}

/** The first of the contents of a place with which an object can be stored. */
async function firstStored(check: GrowthCheck, kind: KindUnderTest, position: Position): Promise<Content | undefined> {
  for (const content of contentsOf(position).slice(0, 6)) {
    const stored = new Stored(check, kind, position, content, 'filled');
    const isStored = await stored.prepare(3);
    await stored.clear();
    if (isStored) return content;
  }
  return undefined;
}
