/** When an image is pulled unless the spec says otherwise: always, where it may change under its name. */
export function imagePullPolicyFor(image: string): 'Always' | 'IfNotPresent' {
  return isLatest(image) ? 'Always' : 'IfNotPresent';
}

// The grammar of image references is that of the distribution project.
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const DOMAIN_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const DOMAIN = `(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const NAME = `(?:${DOMAIN}/)?${COMPONENT}(?:/${COMPONENT})*`;
const LONGEST_TAG = 128;
const REFERENCE = new RegExp(`^${NAME}(?::(?<tag>\\w[\\w.-]*))?(?:@(?<digest>.+))?$`);
const DIGEST = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;
/** An image ID is no reference to an image in a registry. */
const IMAGE_ID = /^[a-f0-9]{64}$/;

/** Whether a reference has the tag `latest`, or neither tag nor digest, which means the same. What is no reference has not. */
function isLatest(image: string): boolean {
  if (IMAGE_ID.test(image)) return false;
  const groups = REFERENCE.exec(withDomain(image))?.groups;
  if (groups === undefined) return false;
  const { tag, digest } = groups;
  if (tag !== undefined && tag.length > LONGEST_TAG) return false;
  if (digest !== undefined && !DIGEST.test(digest)) return false;
  return tag === undefined ? digest === undefined : tag === 'latest';
}

/** Puts Docker Hub's name before a familiar name, so that in `nginx:5000` the number is a tag and no port. */
function withDomain(image: string): string {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  const isDomain = first === 'localhost' || /[.:A-Z]/.test(first);
  return slash >= 0 && isDomain ? image : `docker.io/${slash < 0 ? 'library/' : ''}${image}`;
}
