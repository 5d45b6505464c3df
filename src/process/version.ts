/** The version of this package; a test holds it to the one in package.json. */
export const VERSION = '0.1.0';

/** The version of Kubernetes whose API is served. */
export const KUBERNETES_VERSION = 'v1.36.3';

/** What `/version` answers as `gitVersion`: clients read the Kubernetes version, people see who serves it. */
export const GIT_VERSION = `${KUBERNETES_VERSION}+podledger-${VERSION}`;
