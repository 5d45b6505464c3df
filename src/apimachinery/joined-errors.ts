/** Several error messages as one, as Kubernetes joins them (`[a, b]`), each text once; one alone stands for itself. */
export function joinedErrors(messages: Iterable<string>): string {
  const texts = [...new Set(messages)];
  return texts.length === 1 ? `${texts[0]}` : `[${texts.join(', ')}]`;
}
