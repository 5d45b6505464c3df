import type { Node } from '../../../../schemas/core/v1/node.ts';
import { roundUpResources } from '../../../apimachinery/resource-list.ts';
import { badRequest } from '../../../apimachinery/status-error.ts';

const CIDRS_DIFFER =
  'Node in version "v1" cannot be handled as a Node: conversion Error: v1.PodCIDR and v1.CIDRs[0] do not match';

/**
 * Fills in what kube-apiserver fills in where a node leaves it out. Mutates `node`.
 * @throws StatusError 400 where the two fields for the ranges of its pods contradict each other.
 */
export function setNodeDefaults({ spec, status }: Node): void {
  setPodCIDRs(spec);
  if (status.capacity !== undefined) status.allocatable ??= { ...status.capacity };
  roundUpResources(status.capacity);
  roundUpResources(status.allocatable);
}

/** The first of the ranges has a field of its own, which is older. */
function setPodCIDRs(spec: Node['spec']): void {
  const { podCIDR = '', podCIDRs = [] } = spec;
  const [first] = podCIDRs;
  if (first === undefined) {
    if (podCIDR !== '') spec.podCIDRs = [podCIDR];
    return;
  }
  if (podCIDR !== '' && podCIDR !== first) throw badRequest(CIDRS_DIFFER);
  spec.podCIDR = first;
}
