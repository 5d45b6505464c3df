/** What a pod says of itself that mirrors a file of its node. The node itself has made it, so that it gives no rights. */
export const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
