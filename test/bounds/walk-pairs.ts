import { contentsOf } from './contents.ts';
import type { GrowthCheck } from './growth-check.ts';
import type { KindUnderTest } from './kind-under-test.ts';
import { placed } from './plausible.ts';
import { type Position, pathText, positionsOf } from './positions.ts';

/** Lists and maps of a pod, and of what else has them, that say something about one another, or about the same things. */
const RELATED: ReadonlySet<string> = new Set([
  'spec.volumes',
  'spec.volumes[].projected.sources',
  'spec.initContainers',
  'spec.containers',
  'spec.ephemeralContainers',
  'spec.resourceClaims',
  'spec.containers[].volumeMounts',
  'spec.containers[].volumeDevices',
  'spec.containers[].ports',
  'spec.initContainers[].ports',
  'spec.containers[].env',
  'spec.containers[].envFrom',
  'spec.containers[].resources.claims',
  'spec.containers[].resources.limits',
  'spec.containers[].resources.requests',
  'spec.resources.limits',
  'spec.containers[].resizePolicy',
  'spec.imagePullSecrets',
  'spec.tolerations',
  'spec.topologySpreadConstraints',
  'spec.securityContext.sysctls',
  'metadata.labels',
  'metadata.annotations',
  'metadata.ownerReferences',
]);

/** Creates, as a dry run, objects of a kind in which two related lists or maps are long, with the same names in both. */
export async function walkPairs(check: GrowthCheck, kind: KindUnderTest, met: Set<string>): Promise<void> {
  const related = positionsOf(kind.schema).filter(({ path, type }) => type !== 'string' && RELATED.has(pathText(path)));
  for (const [index, first] of related.entries()) {
    for (const second of related.slice(index + 1)) {
      // What is within a list cannot be in each of its items at once.
      if (pathText(second.path).startsWith(`${pathText(first.path)}[`)) continue;
      const pair = `${pathText(first.path)} and ${pathText(second.path)}`;
      if (met.has(pair)) continue;
      met.add(pair);
      await check.hold(`POST ${kind.title} ${pair}`, 'pair', 1_000, (size) => ({
        method: 'POST',
        path: `${kind.collection}?dryRun=All`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(filled(kind, [first, second], size)),
      }));
    }
  }
}

function filled({ least, schema }: KindUnderTest, positions: readonly Position[], size: number): unknown {
  return positions.reduce<unknown>((object, position) => {
    const [content] = contentsOf(position);
    return placed(object, schema, position.path, content?.make(size));
  }, least('object'));
}
