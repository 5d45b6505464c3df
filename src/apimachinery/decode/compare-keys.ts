/** Orders keys as Go does: by their UTF-8 bytes, which is by code points. */
export function compareKeys(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return fixed(x) - fixed(y);
  }
  return a.length - b.length;
}

// Surrogates stand for code points above all others, but their code units do not.
function fixed(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
