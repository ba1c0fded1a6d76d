/** Who wants to know. */

export class Listeners<T> {
  readonly #all = new Set<(news: T) => void>();

  add(listener: (news: T) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  /** Later, so that a listener that throws cannot make a committed write look refused. */
  tell(news: T): void {
    for (const listener of this.#all) queueMicrotask(() => listener(news));
  }
}
