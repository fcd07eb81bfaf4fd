#!/usr/bin/env python3
"""Packs the program as a Python wheel, so that `uvx alongside` and `pip install` bring it.

wheel.py BINARY TARGET FOLDER writes the wheel of a target of Rust to a folder and prints its path. The same binary gives the same bytes.
"""

import base64
import hashlib
import pathlib
import sys
import tomllib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
# The oldest systems that each program runs on.
PLATFORMS = {
    "x86_64-unknown-linux-musl": "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
    "aarch64-unknown-linux-musl": "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
    "x86_64-unknown-linux-gnu": "linux_x86_64",
    "x86_64-apple-darwin": "macosx_10_12_x86_64",
    "aarch64-apple-darwin": "macosx_11_0_arm64",
    "x86_64-pc-windows-msvc": "win_amd64",
}


def main(binary: str, target: str, folder: str) -> None:
    package = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]
    name, version = package["name"], package["version"]
    tags = [f"py3-none-{platform}" for platform in PLATFORMS[target].split(".")]
    info, data = f"{name}-{version}.dist-info", f"{name}-{version}.data"
    program = name + (".exe" if "windows" in target else "")
    metadata = "\n".join(
        [
            "Metadata-Version: 2.4",
            f"Name: {name}",
            f"Version: {version}",
            f"Summary: {package['description']}",
            f"License-Expression: {package['license']}",
            "License-File: LICENSE-MIT",
            "License-File: LICENSE-APACHE",
            "Requires-Python: >=3.8",
            "Description-Content-Type: text/markdown",
            "",
            (ROOT / "README.md").read_text("utf-8"),
        ]
    )
    wheel = "\n".join(["Wheel-Version: 1.0", "Generator: alongside", "Root-Is-Purelib: false", *(f"Tag: {tag}" for tag in tags), ""])
    files = [
        (f"{data}/scripts/{program}", pathlib.Path(binary).read_bytes(), 0o755),
        (f"{info}/METADATA", metadata.encode(), 0o644),
        (f"{info}/WHEEL", wheel.encode(), 0o644),
        *((f"{info}/licenses/{text}", (ROOT / text).read_bytes(), 0o644) for text in ["LICENSE-MIT", "LICENSE-APACHE"]),
    ]
    record = f"{info}/RECORD"
    lines = [f"{path},sha256={digest(content)},{len(content)}" for path, content, _ in files]
    files.append((record, "".join(line + "\n" for line in [*lines, f"{record},,"]).encode(), 0o644))
    out = pathlib.Path(folder) / f"{name}-{version}-py3-none-{PLATFORMS[target]}.whl"
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content, mode in files:
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, (0o100000 | mode) << 16
            archive.writestr(entry, content)
    print(out)


def digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[2] not in PLATFORMS:
        sys.exit(f"{__doc__}\nTargets: {', '.join(PLATFORMS)}")
    main(*sys.argv[1:])
