import { type Format, MEDIA_TYPES, type MediaRange, parseMediaRange } from '../negotiation/media-types.ts';
import { byQuality, type OutputFormat } from '../negotiation/output-format.ts';
import {
  AGGREGATED_GROUP,
  AGGREGATED_KIND,
  AGGREGATED_VERSIONS,
  type AggregatedVersion,
} from './aggregated-discovery.ts';

/** How an aggregated answer is written. */
export interface AggregatedForm extends OutputFormat {
  readonly version: AggregatedVersion;
}

/** The parameters with which the Content-Type of an aggregated answer ends. */
export function aggregatedParameters(version: AggregatedVersion): string {
  return `;g=${AGGREGATED_GROUP};v=${version};as=${AGGREGATED_KIND}`;
}

/**
 * The form of an aggregated answer, where the Accept header prefers one to the plain documents; undefined where it does not
 * (KEP-3352).
 */
export function aggregatedForm(accept: string | undefined): AggregatedForm | undefined {
  if (accept === undefined || !accept.includes(AGGREGATED_KIND)) return undefined;
  for (const { type, parameters } of byQuality(accept.split(',').map(parseMediaRange))) {
    const format = FORMATS.find((candidate) => MEDIA_TYPES[candidate] === type);
    if (format === undefined) continue;
    const version = versionIn(parameters);
    if (version !== undefined) return { format, pretty: parameters.get('pretty') === '1', version };
    if (!parameters.has('as')) return undefined;
  }
  return undefined;
}

// Unlike kube-apiserver's, these answers have no protobuf form; clients ask for JSON.
const FORMATS: readonly Format[] = ['json', 'yaml'];

function versionIn(parameters: MediaRange['parameters']): AggregatedVersion | undefined {
  if (parameters.get('g') !== AGGREGATED_GROUP || parameters.get('as') !== AGGREGATED_KIND) return undefined;
  return AGGREGATED_VERSIONS.find((version) => version === parameters.get('v'));
}
