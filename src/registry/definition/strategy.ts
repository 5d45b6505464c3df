import type { FieldError } from '../../apimachinery/field-error.ts';

/**
 * What differs from kind to kind when objects are written. The registry does the rest, once for all kinds.
 *
 * Functions of a strategy are pure: no clock, no randomness, no I/O, and nothing is kept between calls. What is wrong with an
 * object that a client sent is returned, not thrown. Objects come from the decoder: required and embedded members are there,
 * optional ones may be absent.
 */
interface Strategy<T> {
  /** Whether objects of the kind live in a namespace. */
  readonly namespaced: boolean;

  /**
   * Fills in what a client may leave out. Called once for every object that a request brings or a patch produces, right after
   * it has been decoded and before its name and preconditions are looked at. Mutates `object`; reads nothing else.
   * @throws StatusError 400 where the object cannot be understood, as two forms of one field contradict each other.
   */
  setDefaults(object: T): void;
}

/** How objects of a kind come into being. Called in the order in which the functions stand here. */
export interface CreateStrategy<T> extends Strategy<T> {
  /**
   * What the client should be told of what `prepareForCreate` will change, though the object may yet be refused: the texts of
   * Warning headers. Absent where that is nothing. Does not mutate.
   */
  warningsOnPrepare?(object: T): string[];

  /**
   * Brings the object into the form in which it is stored: resets what clients may not set, such as the status. Called after
   * the registry has filled in the system's metadata (name, namespace, uid, creationTimestamp), and again on the same object
   * where a generated name turns out to be taken: doing it twice is the same as once. Mutates `object`, but leaves what
   * `validate` would refuse.
   */
  prepareForCreate(object: T): void;

  /**
   * What is wrong with the object, its metadata included, in the order in which kube-apiserver reports it; nothing is to be
   * stored unless the list is empty. Does not mutate.
   */
  validate(object: T): FieldError[];

  /** What the client should be told though the object is accepted: the texts of Warning headers. Does not mutate. */
  warningsOnCreate(object: T): string[];
}

/**
 * How stored objects of a kind are replaced, by PUT and by every patch. A subresource such as `status` is another of these on
 * the same kind.
 *
 * `old` is the stored object. It is shared: never mutated, and each of its top-level fields is decoded when it is first read,
 * so a rule that needs none of `old.spec` must not touch it. The functions may run again with another `old` when a
 * compare-and-swap is lost.
 */
export interface UpdateStrategy<T> extends Strategy<T> {
  /** The top-level fields of `next` that the registry takes from the stored object, unread, before `prepareForUpdate`. */
  readonly keptFields: readonly string[];

  /**
   * The fields that `prepareForUpdate` takes back to what is stored, with all below them, so that nobody comes to own them by such
   * a write: `spec`, `metadata.ownerReferences`. Those are the `keptFields` where this says nothing.
   */
  readonly resetFields?: readonly string[];

  /**
   * Whether `prepareForUpdate` leaves `next` as canonical as the decoder made it: members are set in place, those it adds are
   * whole objects in the schema's order, and what is empty is undefined. The object is then encoded as it is, which saves a
   * status write an eighth of its time.
   */
  readonly leavesCanonical: boolean;

  /** Whether an update that names no resourceVersion is applied to whatever is stored. */
  readonly allowUnconditionalUpdate: boolean;

  /** Whether an update of an object that does not exist creates it. */
  readonly allowCreateOnUpdate: boolean;

  /**
   * Brings `next` into the form in which it is stored, and restores from `old` what this endpoint does not change. Called after
   * the registry has copied `keptFields` and set the generation to the stored one; after it the registry restores uid,
   * creationTimestamp and the deletion fields. Mutates `next` outside `keptFields` only, but leaves what `validateUpdate` would
   * refuse.
   */
  prepareForUpdate(next: T, old: T): void;

  /**
   * What is wrong with replacing `old` by `next`. The registry puts the errors of the checks that all kinds share
   * (`validateCommonMetadataUpdate`) before these; the kind's own checks look at metadata once more, as kube-apiserver's do.
   * Does not mutate.
   */
  validateUpdate(next: T, old: T): FieldError[];

  /** What the client should be told though the update is accepted: the texts of Warning headers. Does not mutate. */
  warningsOnUpdate(next: T, old: T): string[];
}
