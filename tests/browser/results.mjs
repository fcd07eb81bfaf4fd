// What was checked, and what was found.

const SHOWN = 10; // of each check

export class Results {
  #passed = 0;
  #failed = new Map();
  #notes = [];

  /** Counts one check of one place; `what` tells what is wrong with it, and is empty if nothing is. */
  check(name, place, what) {
    if (!what) this.#passed += 1;
    else this.fail(name, place, what);
  }

  fail(name, place, what) {
    const of = this.#failed.get(name) ?? [];
    this.#failed.set(name, [...of, `${place}: ${what}`]);
  }

  /** Something a person should know that is not wrong with the site. */
  note(what) {
    this.#notes.push(what);
  }

  /** Prints the list and the last line; returns the exit code. */
  print() {
    let failed = 0;
    for (const [name, found] of [...this.#failed].sort()) {
      failed += found.length;
      console.log(`\n${name} (${found.length})`);
      for (const line of found.sort().slice(0, SHOWN)) console.log(`  ${line}`);
      if (found.length > SHOWN) console.log(`  … and ${found.length - SHOWN} more`);
    }
    for (const note of this.#notes) console.log(`\nnote: ${note}`);
    console.log(`\n${this.#passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  }
}
