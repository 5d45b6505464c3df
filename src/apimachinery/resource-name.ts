/** What the names of huge pages of all sizes begin with. */
const HUGE_PAGES = 'hugepages-';

/** Whether a resource can be asked for by a pod as a whole (KEP-2837). */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}

/** Whether a resource is huge pages of some size. */
export function isHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES);
}
