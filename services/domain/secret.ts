// Something nobody may see: it goes from hand to hand covered, and whoever prints it, logs it or writes it as JSON gets the cover only.

const cover = '(secret)';
/** What `util.inspect` and the console ask an object for; a name of Node's, and of no meaning elsewhere. */
const inspected = Symbol.for('nodejs.util.inspect.custom');

/** Keeps a value out of logs, problems and the journal. It does not keep it out of a dump of this process's memory. */
export class Secret<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** The value itself: called where it is used, and nowhere on the way there. */
  reveal(): Value {
    return this.#value;
  }

  toJSON(): string {
    return cover;
  }

  toString(): string {
    return cover;
  }

  [inspected](): string {
    return cover;
  }
}
