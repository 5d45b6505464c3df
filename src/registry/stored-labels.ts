import { nativeParse } from '../apimachinery/json/native-parse.ts';
import type { LabelLookup } from '../apimachinery/labels/requirement.ts';

/** Reads the labels of stored objects. */
export interface StoredLabels {
  /** The labels in the text of the metadata's last members, to be looked up so many times. */
  of(tail: string, lookUps: number): LabelLookup;
}

// Up to so many look-ups in so much text, searching the text takes no longer than reading it.
const FEW_LOOK_UPS = 8;
const SHORT = 4096;
// What is read last is asked for again: every watch holds the states before and after a write against its selector.
const REMEMBERED = 2;

const LABELS = '"labels":';
const NONE: LabelLookup = () => undefined;

/**
 * Makes a reader of labels. What comes before the labels holds no brace, so theirs is the first. Keys and values of labels hold no
 * quotes, braces or backslashes: validation saw to it.
 */
export function storedLabels(): StoredLabels {
  const remembered: { readonly tail: string; readonly labels: LabelLookup }[] = [];
  return {
    of(tail, lookUps) {
      const open = tail.indexOf('{');
      if (open < 0 || !tail.startsWith(LABELS, open - LABELS.length)) return NONE;
      const end = tail.indexOf('}', open);
      if (lookUps <= FEW_LOOK_UPS && end - open <= SHORT) return (key) => labelIn(tail, open, end, key);
      const known = remembered.find((one) => one.tail === tail);
      if (known !== undefined) return known.labels;
      const labels = read(tail.slice(open, end + 1));
      remembered.unshift({ tail, labels });
      remembered.length = Math.min(remembered.length, REMEMBERED);
      return labels;
    },
  };
}

function labelIn(tail: string, open: number, end: number, key: string): string | undefined {
  const found = tail.indexOf(`"${key}":"`, open);
  if (found < 0 || found > end) return undefined;
  const start = found + key.length + 4;
  return tail.slice(start, tail.indexOf('"', start));
}

function read(text: string): LabelLookup {
  const labels = nativeParse(text) as Readonly<Record<string, string>>;
  return (key) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
}
