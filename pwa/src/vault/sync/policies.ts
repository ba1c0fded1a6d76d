/** How two edits of one record, made on two phones, are settled; each room says it of its own records. */

/**
 * - `fields`: field by field; where both changed one, this phone's holds
 * - `append`: written once and never changed, so never kept twice; else as `fields`
 * - `both`: the other phone's stays, and ours lies beside it under a new id, with `copy_of`
 *
 * `{ fields: values }` names what the fields are before anybody changes them: of two phones that both
 * made the record, one that only filled in the usual undoes nothing.
 */
export type Policy = 'fields' | 'append' | 'both' | { fields: object };

/** By collection. What is not named keeps both. */
export type Policies = Readonly<Record<string, Policy>>;

/** A sealed running total of a collection, kept in step with records that other phones wrote. */
export interface Counter<S = unknown> {
  key: string;
  empty: S;
  /** Pure. `before` may be of any shape: one that is not known is handed back as it is. */
  add: (before: S, value: unknown, on: string | null) => S;
}

export type Counters = Readonly<Record<string, Counter>>;

export function policyOf(policies: Policies, collection: string): Policy {
  return Object.hasOwn(policies, collection) ? policies[collection]! : 'both';
}
