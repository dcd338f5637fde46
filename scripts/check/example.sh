#!/usr/bin/env bash
# Synthesises the example app with the command line of the CDK and prints its mappings.
# With --mistakes: the variant with a dozen mistakes. All of them are printed, and the exit status is 1.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

prepare_dependencies
prepare_library
prepare_tarball
prepare_example examples/typescript

# A fresh folder each time: the command line fails over a validation report that an earlier run left.
synth() {
  rm -rf "cdk.out/$1"
  npx cdk synth --quiet --app "npx ts-node bin/$1.ts" --output "cdk.out/$1"
}

cd examples/typescript
if [ "${1:-}" = --mistakes ]; then
  heading 'npx cdk synth, of the app with mistakes'
  synth mistakes
else
  heading 'npx cdk synth'
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  synth shop > "$log" 2>&1 || { cat "$log"; exit 1; }
  node ../../scripts/check/show-mappings.mjs cdk.out/shop
fi
