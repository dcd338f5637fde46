#!/usr/bin/env bash
# Refuses what breaks users of the last release: the one that the newest tag names. Deliberate breaks are listed in .jsii-diff-ignore.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

prepare_library
tag=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2> /dev/null || true)
if [ -z "$tag" ]; then
  echo 'There is no release yet.'
  exit 0
fi
npx jsii-diff --keys --error-on all --ignore-file .jsii-diff-ignore "npm:cdk-lambda-event-sources@${tag#v}" .
