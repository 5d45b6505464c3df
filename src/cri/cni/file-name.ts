/** A file name's extension with its dot, by Go's rule: from the last dot on, even where that is the first character. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}
