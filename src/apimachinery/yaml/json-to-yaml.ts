/** Rewrites JSON text as YAML with sorted keys, as kube-apiserver answers it. Integers keep their exact value. */
export async function jsonToYaml(json: string): Promise<string> {
  const { stringify } = await import('yaml');
  const exact = (_: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? BigInt(context?.source ?? '')
      : value;
  const value: unknown = JSON.parse(json, exact);
  return stringify(value, {
    sortMapEntries: true,
    version: '1.1',
    lineWidth: 0,
    indentSeq: false,
    aliasDuplicateObjects: false,
  });
}
