import { Pod } from '../../schemas/core/v1/pod.ts';
import { type DecodeOptions, decodeObject } from '../../src/apimachinery/decode/decode-object.ts';
import { stringifyJson } from '../../src/apimachinery/json/stringify-json.ts';
import { StatusError } from '../../src/apimachinery/status-error.ts';

/** The kind of pods. */
export const POD = { group: '', version: 'v1', kind: 'Pod' };

/** Decodes a JSON text as a pod. */
export function decodePod(text: string, options: DecodeOptions = { fieldValidation: 'Warn' }): Pod {
  return decodeObject(Pod, POD, text, options).object;
}

/** What a client is told about a body that is accepted. */
export function warningsOf(text: string, options: Omit<DecodeOptions, 'fieldValidation'> = {}): readonly string[] {
  return decodeObject(Pod, POD, text, { ...options, fieldValidation: 'Warn' }).warnings;
}

/** The message with which a body is refused; rejects where it is accepted, or refused with anything but a 400. */
export function refusalOf(text: string, options: DecodeOptions = { fieldValidation: 'Warn' }): string {
  try {
    decodePod(text, options);
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 400 && error.status.reason === 'BadRequest')
      return error.message;
    throw error;
  }
  throw new Error('the body was accepted');
}

/** The canonical JSON text of a decoded pod. */
export function podText(pod: Pod): string {
  return stringifyJson(pod).text;
}
