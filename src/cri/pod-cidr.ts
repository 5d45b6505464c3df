import type { Logger } from '../process/log.ts';

/** The range of the pods' addresses, which kubelet tells by UpdateRuntimeConfig. */
export interface PodCidr {
  /** Empty until one was set. */
  get(): string;
  /** Takes the first range that is not empty; later ones change nothing, as in iSulad. */
  set(podCidr: string): void;
}

/** Remembers a pod CIDR for as long as the server runs. */
export function rememberPodCidr(logger: Logger): PodCidr {
  let current = '';
  return {
    get: () => current,
    set(podCidr) {
      if (podCidr === '') return;
      if (current === '') current = podCidr;
      else logger.warn(`Ignoring subsequent pod CIDR update to ${podCidr}`);
    },
  };
}
