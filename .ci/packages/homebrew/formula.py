#!/usr/bin/env python3
"""Fills in the formula of Homebrew: formula.py SHA256SUMS VERSION REPOSITORY prints it."""

import pathlib
import re
import sys


def main(sums: str, version: str, repository: str) -> None:
    formula = pathlib.Path(__file__).with_name("alongside.rb.in").read_text("utf-8")
    known = {"VERSION": version.removeprefix("v"), "REPOSITORY": repository.rstrip("/")}
    for line in pathlib.Path(sums).read_text("utf-8").splitlines():
        digest, name = line.split()
        known[name.removeprefix("alongside-").removesuffix(".tar.gz")] = digest
    print(re.sub(r"@([\w-]+)@", lambda found: known[found[1]], formula), end="")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
