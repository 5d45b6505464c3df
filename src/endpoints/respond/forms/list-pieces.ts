import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TSchema } from '@sinclair/typebox';
import { encodeListFrame } from '../../../apimachinery/protobuf/encode-protobuf-list.ts';
import type { Pieces } from '../../connection/paced-body.ts';
import type { TextWriter } from '../../filters/heavy-texts.ts';
import { type Layout, listText } from './list-text.ts';
import type { FormedObject, ListForm } from './object-form.ts';
import type { SharedBytes } from './shared-bytes.ts';

/** A list to be written. */
export interface ListContent {
  readonly form: ListForm;
  /** The list's metadata as JSON. */
  readonly metadata: string;
  readonly objects: readonly FormedObject[];
}

// Large enough that what comes with each piece does not count, small enough that others do not wait for it: a fifth of a
// millisecond of copying.
const PIECE_LENGTH = 64 * 1024;
// Writing YAML takes a hundred times as long.
const YAML_PIECE_LENGTH = 2 * 1024;
// Writing protobuf takes ten times as long.
const PROTOBUF_PIECE_LENGTH = 8 * 1024;

/** The text of a list. */
export async function textPieces(
  { form, metadata, objects }: ListContent,
  layout: Layout,
  writer: TextWriter,
): Promise<Pieces> {
  const { open, item, close } = await listText(form, metadata, objects.length === 0, layout, writer);
  const pieceLength = layout === 'yaml' ? YAML_PIECE_LENGTH : PIECE_LENGTH;
  let next = 0;
  let piece = open;
  let ended = false;
  let long: SharedBytes | undefined;
  let sent = 0;
  const makePiece: Pieces['next'] = () => {
    if (long !== undefined) return takeLong(long);
    while (piece.length < pieceLength) {
      const object = objects[next];
      if (object === undefined) return lastPiece();
      const text = item(object, next === 0);
      next += 1;
      if (typeof text !== 'string') return text.then(continueWith);
      if (layout === 'compact' && form.bytes !== undefined && text.length > PIECE_LENGTH) {
        long = form.bytes(object, text);
        return piece === '' ? takeLong(long) : takePiece();
      }
      piece += text;
    }
    return takePiece();
  };
  const continueWith = (text: string): ReturnType<Pieces['next']> => {
    piece += text;
    return makePiece();
  };
  const takeLong = ({ bytes }: SharedBytes): Buffer => {
    const taken = bytes.subarray(sent, sent + PIECE_LENGTH);
    sent += taken.length;
    if (sent === bytes.length) {
      long = undefined;
      sent = 0;
    }
    return taken;
  };
  const takePiece = (): string => {
    const taken = piece;
    piece = '';
    return taken;
  };
  const lastPiece = (): string | undefined => {
    if (ended) return undefined;
    ended = true;
    return takePiece() + close;
  };
  return {
    next: makePiece,
    get ended() {
      return ended;
    },
  };
}

/**
 * The protobuf of a list. It says how long it is before it begins, so all of its items are written first, while other requests
 * get their turn. @throws what `signal` aborts with.
 */
export async function protobufPieces(
  { form, metadata, objects }: ListContent,
  schema: TSchema,
  writer: TextWriter,
  signal: AbortSignal | undefined,
): Promise<Pieces> {
  const pieces: Buffer[] = [];
  let items: Buffer[] = [];
  let itemsLength = 0;
  let length = 0;
  const endPiece = (): void => {
    pieces.push(Buffer.concat(items, itemsLength));
    length += itemsLength;
    items = [];
    itemsLength = 0;
  };
  for (const object of objects) {
    const text = form.item(object, writer);
    const written = writer.listItem(schema, typeof text === 'string' ? text : await text);
    const item = Buffer.isBuffer(written) ? written : await written;
    items.push(item);
    itemsLength += item.length;
    if (itemsLength < PROTOBUF_PIECE_LENGTH) continue;
    endPiece();
    await nextTurn();
    signal?.throwIfAborted();
  }
  endPiece();
  const { open, close } = encodeListFrame(form.head(metadata) + form.none + form.tail, length);
  const written = [open, ...pieces, close];
  let next = 0;
  return {
    next() {
      let end = next;
      for (let taken = 0; end < written.length && taken < PIECE_LENGTH; end += 1) taken += written[end]?.length ?? 0;
      const piece = next < end ? Buffer.concat(written.slice(next, end)) : undefined;
      // What is sent is not held on to.
      written.fill(NOTHING, next, end);
      next = end;
      return piece;
    },
    get ended() {
      return next === written.length;
    },
  };
}

const NOTHING = Buffer.alloc(0);
