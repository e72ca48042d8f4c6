/**
 * A step every seven tenths of a second, until there is none or the page is out of sight.
 *
 * In: what a step does, and whom to tell when it starts or stops. Out: play and pause. The steps
 * are jumps, not a motion, so that they are the same for readers who asked for less of it.
 */

const PACE = 700; // milliseconds

export class Player {
  #timer: number | null = null;
  readonly #step: () => boolean;
  readonly #changed: (ended: boolean) => void;

  /** `step` returns whether there is a further one; `changed` is told whether the end was reached. */
  constructor(step: () => boolean, changed: (ended: boolean) => void) {
    this.#step = step;
    this.#changed = changed;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.pause();
    });
  }

  get playing(): boolean {
    return this.#timer !== null;
  }

  play(): void {
    if (this.playing) return;
    this.#timer = window.setInterval(() => {
      if (!this.#step()) this.#end(true);
    }, PACE);
    this.#changed(false);
  }

  pause(): void {
    if (this.playing) this.#end(false);
  }

  #end(reached: boolean): void {
    window.clearInterval(this.#timer!);
    this.#timer = null;
    this.#changed(reached);
  }
}
