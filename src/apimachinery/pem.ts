/** One block of a PEM document (RFC 7468), such as a certificate. */
export interface PemBlock {
  /** What its first line calls it: `CERTIFICATE`. */
  readonly type: string;
  /** The block with its first and last line. */
  readonly text: string;
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const DASHES = '-----';

/** The blocks of a PEM document in order. What stands between them, and what begins a block and does not end it, is passed over. */
export function pemBlocks(document: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let end = 0;
  for (let begin = document.indexOf(BEGIN); begin >= 0; begin = document.indexOf(BEGIN, begin)) {
    const typeAt = begin + BEGIN.length;
    if (end < typeAt) end = document.indexOf(END, typeAt);
    if (end < 0) break;
    const type = document.slice(typeAt, document.indexOf(DASHES, typeAt));
    const after = end + END.length + type.length + DASHES.length;
    if (document.startsWith(`${type}${DASHES}`, end + END.length)) {
      blocks.push({ type, text: document.slice(begin, after) });
      begin = after;
    } else {
      begin = typeAt;
    }
  }
  return blocks;
}
