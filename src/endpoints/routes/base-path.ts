/** The path of a group version: `/api/v1` for the core group, `/apis/{group}/{version}` for the others. */
export function basePath({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}
