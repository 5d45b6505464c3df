import type { TSchema } from '@sinclair/typebox';
import { encodeWatchEvent, FRAME_LENGTH_BYTES } from '../../../apimachinery/protobuf/watch-event.ts';
import { onlyAccepted, type StatusError } from '../../../apimachinery/status-error.ts';
import type { EventEncoder, Frame } from '../../../watch/frames.ts';
import { type Format, MEDIA_TYPES } from '../../negotiation/media-types.ts';
import { STREAM_REPRESENTATIONS } from '../../negotiation/output-format.ts';
import { protobufAnswer } from '../protobuf-answer.ts';
import type { EventObjects } from './event-object.ts';

/** How a stream of events looks in one media type. */
export interface EventFraming {
  readonly contentType: string;
  /** Whether a WebSocket carries the frames as text. */
  readonly isText: boolean;
  /** How many bytes at the beginning of a frame say how long it is; the messages of a WebSocket do without them. */
  readonly lengthBytes: number;
  /** One event of a type; `object` is JSON. */
  frame(type: string, object: string): Frame;
}

const JSON_LINES: EventFraming = {
  contentType: MEDIA_TYPES.json,
  isText: true,
  lengthBytes: 0,
  frame: (type, object) => `{"type":"${type}","object":${object}}\n`,
};

/**
 * The framing of a media type; `schema` is that of the objects as they are. @throws StatusError 406 where there is none: YAML cannot
 * be cut into events.
 */
export function eventFraming(format: Format, schema: TSchema): EventFraming {
  switch (format) {
    case 'json':
      return JSON_LINES;
    case 'protobuf':
      return {
        contentType: `${MEDIA_TYPES.protobuf};stream=watch`,
        isText: false,
        lengthBytes: FRAME_LENGTH_BYTES,
        frame: (type, object) => encodeWatchEvent(type, protobufAnswer(object, schema)),
      };
    case 'yaml':
      throw onlyAccepted(STREAM_REPRESENTATIONS);
  }
}

/** Writes the events of a watch: its objects in one form, in the framing of one media type. */
export function eventEncoder(objects: EventObjects, framing: EventFraming): EventEncoder {
  return {
    identity: `${framing.contentType} ${objects.identity}`,
    firstDiffers: objects.firstDiffers,
    change: ({ type, value, revision }, isFirst) => framing.frame(type, objects.object({ value, revision }, isFirst)),
    bookmark: (revision, endsInitialEvents, isFirst) =>
      framing.frame(
        'BOOKMARK',
        objects.bookmark(revision, endsInitialEvents ? INITIAL_EVENTS_END : undefined, isFirst),
      ),
  };
}

// Tells a client that it has been told of all that was there (KEP-3157).
const INITIAL_EVENTS_END = '{"k8s.io/initial-events-end":"true"}';

/** The event that ends a stream that cannot go on. */
export function errorFrame({ status }: StatusError, framing: EventFraming): Frame {
  return framing.frame('ERROR', JSON.stringify(status));
}
