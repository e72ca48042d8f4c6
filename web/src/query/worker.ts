/** A stub: its owner writes it. The worker that holds the engine; bundled apart, run from a blob. */

export {};
