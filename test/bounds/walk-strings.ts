import { begunTexts, type Content, hardTexts, mixedText } from './contents.ts';
import type { GrowthCheck } from './growth-check.ts';
import type { KindUnderTest } from './kind-under-test.ts';
import { placed } from './plausible.ts';
import { eachOnce, type Path, pathText, positionsOf } from './positions.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Creates, as a dry run, objects of a kind with a long text in the place of each scalar. */
export async function walkStrings(check: GrowthCheck, kind: KindUnderTest, met: Set<string>): Promise<void> {
  const scalars = positionsOf(kind.schema).filter(({ type }) => !['list', 'map', 'raw'].includes(type));
  const places = eachOnce(scalars, met, 4).filter(({ type }) => {
    // What is no text to the rules is looked at where it is decoded, wherever that is.
    if (type === 'string' || type === 'quantity' || type === 'intOrString') return true;
    return !met.has(type) && met.add(type);
  });
  const tried = (like: string, where: string, members: readonly Path[], content: Content, size: number) =>
    check.hold(`POST ${kind.title} ${where} ${content.title}`, like, size, (of) => ({
      method: 'POST',
      path: `${kind.collection}?dryRun=All`,
      headers: JSON_TYPE,
      body: JSON.stringify(withTexts(kind, members, content.make(of))),
    }));
  for (const { path } of places) {
    for (const content of hardTexts) await tried('text', pathText(path), [path], content, 12_000);
    await tried('text', pathText(path), [path], mixedText, 60_000);
  }
  // All strings of a struct at once: there are many texts.
  const strings = places.filter(({ type }) => type === 'string').map(({ path }) => path);
  for (const [struct, members] of Map.groupBy(strings, (path) => pathText(path.slice(0, -1)))) {
    for (const content of begunTexts) await tried('texts', `${struct}.*`, members, content, 10_000);
  }
}

function withTexts({ least, schema }: KindUnderTest, members: readonly Path[], text: unknown): unknown {
  return members.reduce<unknown>((made, path) => placed(made, schema, path, text), least('object'));
}
