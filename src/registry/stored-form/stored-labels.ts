import { nativeParse } from '../../apimachinery/json/native-parse.ts';
import type { LabelLookup } from '../../apimachinery/labels/requirement.ts';

/** Reads the labels of stored objects. */
export interface StoredLabels {
  /** The labels in the text of the metadata's last members; only those that are wanted may be looked up. */
  of(tail: string, wanted: WantedLabels): LabelLookup;
}

/** The labels that somebody looks up. */
export interface WantedLabels {
  readonly keys: ReadonlySet<string>;
  /** The hashes of the keys. */
  readonly hashes: ReadonlySet<number>;
}

/** Prepares the look-up of keys. */
export function wantedLabels(keys: Iterable<string>): WantedLabels {
  const wanted = new Set(keys);
  return { keys: wanted, hashes: new Set([...wanted].map((key) => hashOf(key))) };
}

// Up to so many look-ups in so much text, searching the text takes no longer than reading it.
const FEW_LOOK_UPS = 8;
const SHORT = 4096;
// From here on it pays to go through the text for those that are wanted, which is ten times as fast as reading it.
const MANY_LOOK_UPS = 16;
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
    of(tail, wanted) {
      const open = tail.indexOf('{');
      if (open < 0 || !tail.startsWith(LABELS, open - LABELS.length)) return NONE;
      const end = tail.indexOf('}', open);
      const lookUps = wanted.keys.size;
      if (lookUps > MANY_LOOK_UPS) return labelsIn(tail, open, end, wanted);
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

/** Goes through the labels once. A hash tells most keys from those that are wanted, without making a text of them. */
function labelsIn(tail: string, open: number, end: number, { keys, hashes }: WantedLabels): LabelLookup {
  const found = new Map<string, string>();
  for (let at = open + 1; at < end; ) {
    let hash = 0;
    let keyEnd = at + 1;
    for (; keyEnd < end && tail.charCodeAt(keyEnd) !== QUOTE; keyEnd += 1) {
      hash = (hash * HASH_FACTOR + tail.charCodeAt(keyEnd)) | 0;
    }
    const start = keyEnd + 3;
    const valueEnd = tail.indexOf('"', start);
    if (hashes.has(hash)) {
      const key = tail.slice(at + 1, keyEnd);
      if (keys.has(key)) found.set(key, tail.slice(start, valueEnd));
    }
    at = valueEnd + 2;
  }
  return (key) => found.get(key);
}

const QUOTE = 0x22;
const HASH_FACTOR = 31;

function hashOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = (hash * HASH_FACTOR + key.charCodeAt(at)) | 0;
  return hash;
}

function read(text: string): LabelLookup {
  try {
    const labels = nativeParse(text) as Readonly<Record<string, string>>;
    return (key) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  } catch {
    // Another program wrote what no server takes for labels.
    return NONE;
  }
}
