/**
 * The way back through what the reader has looked at in the panel.
 *
 * In: what is selected, one after the other. Out: what was selected before. It is the panel's own:
 * the browser's history and its keys stay what they are.
 */

export interface Stop {
  readonly id: string | null;
  readonly scroll: number; // how far down the reader was
}

const LONGEST = 100; // a reader who goes back further has long lost the thread

export class Trail {
  readonly #stops: Stop[] = [];

  get empty(): boolean {
    return this.#stops.length === 0;
  }

  /** Keep what is left behind. */
  leave(stop: Stop): void {
    this.#stops.push(stop);
    if (this.#stops.length > LONGEST) this.#stops.shift();
  }

  /** Take the last stop off the trail. */
  back(): Stop | undefined {
    return this.#stops.pop();
  }
}
