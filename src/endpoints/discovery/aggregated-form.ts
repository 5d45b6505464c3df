import { type Format, MEDIA_TYPES, type MediaRange, parseMediaRange } from '../negotiation/media-types.ts';
import { byQuality, type OutputFormat } from '../negotiation/output-format.ts';
import { AGGREGATED_DISCOVERY } from './aggregated-discovery.ts';

/** The parameters with which the Content-Type of aggregated discovery ends. */
export const AGGREGATED_PARAMETERS: string = Object.entries(AGGREGATED_DISCOVERY)
  .map(([name, value]) => `;${name}=${value}`)
  .join('');

/**
 * The form of an aggregated answer, where the Accept header prefers one to the plain documents; undefined where it does not.
 * Of the versions of aggregated discovery only v2 is served, as in kube-apiserver since v2beta1 was removed there.
 */
export function aggregatedForm(accept: string | undefined): OutputFormat | undefined {
  if (accept === undefined || !accept.includes(AGGREGATED_DISCOVERY.as)) return undefined;
  for (const { type, parameters } of byQuality(accept.split(',').map(parseMediaRange))) {
    const format = FORMATS.find((candidate) => MEDIA_TYPES[candidate] === type);
    if (format === undefined) continue;
    if (isAggregated(parameters)) return { format, pretty: parameters.get('pretty') === '1' };
    if (!parameters.has('as')) return undefined;
  }
  return undefined;
}

const FORMATS = Object.keys(MEDIA_TYPES) as Format[];

function isAggregated(parameters: MediaRange['parameters']): boolean {
  return Object.entries(AGGREGATED_DISCOVERY).every(([name, value]) => parameters.get(name) === value);
}
