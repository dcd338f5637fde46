#!/usr/bin/env bash
# Draws the map of the example app and of 200 mappings in headless Chromium: the page as it opens from disk, and the Mermaid text by Mermaid.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

MERMAID_VERSION=11.12.0

prepare_chromium() {
  command -v chromium > /dev/null && return
  heading 'Installing Chromium'
  [ "$(id -u)" -eq 0 ] || { echo 'This needs Chromium: install the package chromium.' >&2; return 1; }
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core > /dev/null
}

prepare_mermaid() {
  mkdir -p .cache/mermaid
  [ -e ".cache/mermaid/mermaid-$MERMAID_VERSION.tgz" ] || npm pack --silent --pack-destination .cache/mermaid "mermaid@$MERMAID_VERSION" > /dev/null || return
  tar -xzf ".cache/mermaid/mermaid-$MERMAID_VERSION.tgz" -C .cache/mermaid package/dist/mermaid.min.js
}

prepare_dependencies
prepare_library
prepare_tarball
prepare_example examples/typescript
prepare_chromium
prepare_mermaid

heading 'The maps in Chromium'
examples=examples/typescript/cdk.out/shop
[ -e "$examples/manifest.json" ] || npm run --silent example > /dev/null
node scripts/check/test-map.mjs "$examples" .cache/mermaid/package/dist/mermaid.min.js
