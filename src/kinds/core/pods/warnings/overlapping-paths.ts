import type { VolumeProjection } from '../../../../../schemas/core/v1/volumes/projected.ts';
import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import { append } from '../../../../apimachinery/append.ts';
import { goQuote } from '../../../../apimachinery/go-quote.ts';
import { MOST_WARNINGS } from '../../../../apimachinery/warnings.ts';
import { type File, overlappingFiles } from './overlapping-files.ts';

/** Warnings of files of one volume of which one hides the other, or stands where the other needs a folder. */
export function overlappingPathWarnings(volumes: readonly Volume[]): string[] {
  const warnings: string[] = [];
  for (const volume of volumes) {
    append(warnings, warningsOf(volume));
    if (warnings.length >= MOST_WARNINGS) break;
  }
  return warnings;
}

function warningsOf({ name, configMap, secret, downwardAPI, projected }: Volume): string[] {
  return [
    ...overlaps(filesOf(configMap?.items), name, `ConfigMap ${goQuote(configMap?.name ?? '')}`),
    ...overlaps(filesOf(secret?.items), name, `Secret ${goQuote(secret?.secretName ?? '')}`),
    ...overlaps(filesOf(downwardAPI?.items), name, 'DownwardAPI'),
    ...(projected?.sources ?? []).flatMap((source) =>
      Object.values(source).some((part) => part !== undefined)
        ? []
        : [`volume ${goQuote(name)} (Projected) has no sources provided`],
    ),
    ...overlaps((projected?.sources ?? []).flatMap(filesOfSource), name, 'Projected'),
  ];
}

function filesOfSource({ configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection): File[] {
  if (configMap?.items !== undefined) return filesOf(configMap.items, `ConfigMap ${goQuote(configMap.name ?? '')}`);
  if (secret?.items !== undefined) return filesOf(secret.items, `Secret ${goQuote(secret.name ?? '')}`);
  if (downwardAPI?.items !== undefined) return filesOf(downwardAPI.items, 'DownwardAPI');
  return filesOf(serviceAccountToken && [serviceAccountToken], 'ServiceAccountToken');
}

function filesOf(items: readonly { readonly path: string }[] | undefined, source = ''): File[] {
  return (items ?? []).map(({ path }) => ({ path: withoutSlashesAtEnd(path), source }));
}

function withoutSlashesAtEnd(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

function overlaps(files: readonly File[], volume: string, kind: string): string[] {
  return overlappingFiles(files.filter(({ path }) => path !== '')).map(
    ([file, other]) => `volume ${goQuote(volume)} (${kind}): overlapping paths: ${shown(file)} with ${shown(other)}`,
  );
}

function shown({ path, source }: File): string {
  return source === '' ? goQuote(path) : `${goQuote(path)} (${source})`;
}
