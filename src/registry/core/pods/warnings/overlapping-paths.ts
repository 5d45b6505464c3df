import type { VolumeProjection } from '../../../../../schemas/core/v1/volumes/projected.ts';
import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import { goQuote } from '../../../../apimachinery/go-quote.ts';

interface File {
  readonly path: string;
  /** What the file comes from, where a volume has several sources. */
  readonly source: string;
}

/** Warnings of files of one volume of which one hides the other, or stands where the other needs a folder. */
export function overlappingPathWarnings(volumes: readonly Volume[]): string[] {
  return volumes.flatMap(({ name, configMap, secret, downwardAPI, projected }) => [
    ...overlaps(filesOf(configMap?.items), name, `ConfigMap ${goQuote(configMap?.name ?? '')}`),
    ...overlaps(filesOf(secret?.items), name, `Secret ${goQuote(secret?.secretName ?? '')}`),
    ...overlaps(filesOf(downwardAPI?.items), name, 'DownwardAPI'),
    ...(projected?.sources ?? []).flatMap((source) =>
      Object.values(source).some((part) => part !== undefined)
        ? []
        : [`volume ${goQuote(name)} (Projected) has no sources provided`],
    ),
    ...overlaps((projected?.sources ?? []).flatMap(filesOfSource), name, 'Projected'),
  ]);
}

function filesOfSource({ configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection): File[] {
  if (configMap?.items !== undefined) return filesOf(configMap.items, `ConfigMap ${goQuote(configMap.name ?? '')}`);
  if (secret?.items !== undefined) return filesOf(secret.items, `Secret ${goQuote(secret.name ?? '')}`);
  if (downwardAPI?.items !== undefined) return filesOf(downwardAPI.items, 'DownwardAPI');
  return filesOf(serviceAccountToken && [serviceAccountToken], 'ServiceAccountToken');
}

function filesOf(items: readonly { readonly path: string }[] | undefined, source = ''): File[] {
  return (items ?? []).map(({ path }) => ({ path: path.replace(/\/+$/, ''), source }));
}

function overlaps(files: readonly File[], volume: string, kind: string): string[] {
  return files.flatMap((file, i) =>
    files
      .slice(0, i)
      .filter((other) => overlap(file.path, other.path))
      .map((other) => `volume ${goQuote(volume)} (${kind}): overlapping paths: ${shown(file)} with ${shown(other)}`),
  );
}

function overlap(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function shown({ path, source }: File): string {
  return source === '' ? goQuote(path) : `${goQuote(path)} (${source})`;
}
