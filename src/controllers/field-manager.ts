/** Whose name controllers write under: that of the program that runs them in a cluster. */
export const FIELD_MANAGER = 'kube-controller-manager';
