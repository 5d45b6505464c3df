const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The canonical form of bytes in base64, as RFC 4648 has it, or undefined where `text` is not base64. As in Go, line breaks are
 * passed over and bits beyond the last byte are dropped.
 */
export function canonicalBase64(text: string): string | undefined {
  const packed = text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]/g, '') : text;
  if (packed.length % 4 !== 0 || !BASE64.test(packed)) return undefined;
  return packed.endsWith('=') ? Buffer.from(packed, 'base64').toString('base64') : packed;
}

/** How many bytes a text in canonical base64 stands for. */
export function base64ByteLength(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

/** Where `text` stops being base64, in the words of Go's encoding/base64. Bytes are counted in UTF-8. */
export function base64Problem(text: string): string {
  return `illegal base64 data at input byte ${corruptAt(Buffer.from(text))}`;
}

const NEW_LINE = 10;
const CARRIAGE_RETURN = 13;
const PAD = 61;

/** The place that Go's decoder reports, which for missing characters at the end is where their group of four begins. */
function corruptAt(bytes: Uint8Array): number {
  const isBreak = (at: number): boolean => bytes[at] === NEW_LINE || bytes[at] === CARRIAGE_RETURN;
  const skipBreaks = (from: number): number => {
    let at = from;
    while (isBreak(at)) at += 1;
    return at;
  };
  let inGroup = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (isBreak(at)) continue;
    const byte = bytes[at] ?? 0;
    if (isLetter(byte)) {
      inGroup = (inGroup + 1) % 4;
    } else if (byte !== PAD || inGroup < 2) {
      return at;
    } else if (inGroup === 3) {
      return skipBreaks(at + 1);
    } else {
      const second = skipBreaks(at + 1);
      if (second === bytes.length) return second;
      return bytes[second] === PAD ? skipBreaks(second + 1) : second - 1;
    }
  }
  return bytes.length - inGroup;
}

function isLetter(byte: number): boolean {
  return /[A-Za-z0-9+/]/.test(String.fromCharCode(byte));
}
