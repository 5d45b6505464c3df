import { indentJson } from '../../../apimachinery/json/indent-json.ts';
import type { TextWriter } from '../../filters/heavy-texts.ts';
import type { FormedObject, ListForm } from './object-form.ts';

/** The text of a list, item by item, so that a long one never has to be there as a whole. */
export interface ListText {
  /** Before the first item; the whole text, where there are no items. */
  readonly open: string;
  /** An item, with what separates it from the one before it. */
  readonly item: (object: FormedObject, isFirst: boolean) => string | Promise<string>;
  /** After the last item. */
  readonly close: string;
}

/** How the text of a list is laid out. */
export type Layout = 'compact' | 'indented' | 'yaml';

/** Lays a list out. `metadata` is JSON; a list that is empty has no items to write. */
export function listText(
  form: ListForm,
  metadata: string,
  isEmpty: boolean,
  layout: Layout,
  writer: TextWriter,
): Promise<ListText> | ListText {
  const frame = form.head(metadata) + (isEmpty ? form.none : '[]') + form.tail;
  switch (layout) {
    case 'compact':
      return isEmpty ? whole(`${frame}\n`) : compact(form, metadata, writer);
    case 'indented':
      return isEmpty ? whole(indentJson(frame)) : indented(form, indentJson(frame), writer);
    case 'yaml':
      return writer.yaml(frame).then((yaml) => (isEmpty ? whole(yaml) : sequence(form, yaml, writer)));
  }
}

function whole(open: string): ListText {
  return { open, item: () => '', close: '' };
}

function compact({ head, item, tail }: ListForm, metadata: string, writer: TextWriter): ListText {
  return {
    open: `${head(metadata)}[`,
    item: (object, isFirst) => {
      const text = item(object, writer);
      if (isFirst) return text;
      return typeof text === 'string' ? `,${text}` : text.then((written) => `,${written}`);
    },
    close: `]${tail}\n`,
  };
}

/** The items are the frame's last array, which is empty there; they stand two levels deep. */
function indented(form: ListForm, frame: string, writer: TextWriter): ListText {
  const at = frame.lastIndexOf('[]');
  return {
    open: `${frame.slice(0, at)}[`,
    item: (object, isFirst) => {
      const item = form.item(object, writer);
      const text = typeof item === 'string' ? writer.indented(item) : item.then(writer.indented);
      return typeof text === 'string' ? deeper(text, isFirst) : text.then((written) => deeper(written, isFirst));
    },
    close: `\n  ]${frame.slice(at + 2)}`,
  };
}

function deeper(text: string, isFirst: boolean): string {
  return `${isFirst ? '' : ','}\n    ${text.replaceAll('\n', '\n    ')}`;
}

const EMPTY_SEQUENCE = /^(?:items|rows): (?=\[\]$)/m;

/** In YAML the items are a block sequence below their key, and a line of text that is in two lines there is so here. */
function sequence({ item }: ListForm, frame: string, writer: TextWriter): ListText {
  const key = EMPTY_SEQUENCE.exec(frame);
  const start = (key?.index ?? 0) + (key?.[0].length ?? 0);
  return {
    open: `${frame.slice(0, start - 1)}\n`,
    item: async (object) =>
      `- ${(await writer.yaml(await item(object, writer))).trimEnd().replaceAll(/\n(?!\n)/g, '\n  ')}\n`,
    close: frame.slice(start + 3),
  };
}
