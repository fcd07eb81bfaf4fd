#!/usr/bin/env node
// Packs the program for npm, so that `npx alongside` brings it.
//
//   pack.mjs platform BINARY TARGET FOLDER   the package of one target of Rust, which carries its binary
//   pack.mjs main FOLDER                     the package that people install; it brings the one of their machine
//
// NPM_NAME is the name of the package, where `alongside` is taken: @scope/alongside.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
const value = (key) => manifest.match(new RegExp(`^${key} = "(.*)"$`, "m"))[1];
const name = process.env.NPM_NAME || value("name");
const version = value("version");

const targets = {
  "x86_64-unknown-linux-musl": { os: "linux", cpu: "x64" },
  "aarch64-unknown-linux-musl": { os: "linux", cpu: "arm64" },
  "x86_64-unknown-linux-gnu": { os: "linux", cpu: "x64" },
  "x86_64-apple-darwin": { os: "darwin", cpu: "x64" },
  "aarch64-apple-darwin": { os: "darwin", cpu: "arm64" },
  "x86_64-pc-windows-msvc": { os: "win32", cpu: "x64" },
};
const released = Object.entries(targets).filter(([target]) => !target.endsWith("-gnu"));
const packageOf = ({ os, cpu }) => `${name}-${os}-${cpu}`;

const write = (folder, packed, extra) => {
  const common = { version, description: value("description"), license: value("license") };
  mkdirSync(folder, { recursive: true });
  for (const text of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(join(root, text), join(folder, text));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: packed, ...common, ...extra }, null, 2) + "\n");
};

const platform = (binary, target, folder) => {
  const { os, cpu } = targets[target];
  write(folder, packageOf(targets[target]), { os: [os], cpu: [cpu], preferUnplugged: true });
  const program = join(folder, os === "win32" ? "alongside.exe" : "alongside");
  copyFileSync(binary, program);
  chmodSync(program, 0o755);
};

const launcher = `#!/usr/bin/env node
"use strict";
const { spawnSync } = require("node:child_process");
const carrier = \`${name}-\${process.platform}-\${process.arch}\`;
const program = process.platform === "win32" ? "alongside.exe" : "alongside";
let path;
try {
  path = require.resolve(\`\${carrier}/\${program}\`);
} catch {
  console.error(\`error: there is no program for this machine, or npm was told to leave out optional packages: \${carrier} is missing.\`);
  console.error(\`错误：没有适用于本机的程序，或安装时跳过了可选依赖：缺少 \${carrier}。\`);
  process.exit(2);
}
const { status, signal, error } = spawnSync(path, process.argv.slice(2), { stdio: "inherit" });
if (error) throw error;
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 2);
`;

const main = (folder) => {
  const carriers = Object.fromEntries(released.map(([, machine]) => [packageOf(machine), version]));
  write(folder, name, { bin: { alongside: "alongside.js" }, engines: { node: ">=18" }, optionalDependencies: carriers });
  writeFileSync(join(folder, "alongside.js"), launcher, { mode: 0o755 });
  copyFileSync(join(root, "README.md"), join(folder, "README.md"));
};

const [what, ...rest] = process.argv.slice(2);
if (what === "platform" && rest.length === 3 && targets[rest[1]]) platform(...rest);
else if (what === "main" && rest.length === 1) main(...rest);
else {
  console.error(`${basename(process.argv[1])} platform BINARY TARGET FOLDER | main FOLDER\nTargets: ${Object.keys(targets).join(", ")}`);
  process.exit(2);
}
