#!/usr/bin/env bash
# Writes API.md. The generator takes every assembly below the folder that it runs in, and a library that an example has installed
# would hide the one that was just compiled: it runs where only this project's are.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
[ -e .jsii ] || { echo 'There is no .jsii: run npx projen compile first.'; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R .jsii package.json README.md "$folder"
ln -s "$root/node_modules" "$folder/node_modules"
cd "$folder"
"$root/node_modules/.bin/jsii-docgen" -o "$root/API.md"
