#!/usr/bin/env bash
# Deploys the example app through CloudFormation on an emulated AWS API, and reads the event source mappings back.
# Everything but the installation happens on this machine. Needs Python 3.11 or later.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

VENV=dist/deploy/venv
ASSEMBLY=$PWD/dist/deploy/cdk.out
REQUIREMENTS=scripts/deploy/requirements.txt

prepare_moto() {
  stale "$VENV/complete" "$REQUIREMENTS" || return 0
  heading 'Installing moto'
  rm -rf "$VENV"
  python3 -m venv "$VENV"
  "$VENV/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$REQUIREMENTS"
  touch "$VENV/complete"
}

prepare_dependencies
prepare_library
prepare_tarball
prepare_example examples/typescript
prepare_moto

heading 'npx cdk synth'
rm -rf "$ASSEMBLY"
# Exports and imports, which moto knows; it does not know Fn::GetStackOutput.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
(cd examples/typescript && npx cdk synth --quiet --output "$ASSEMBLY" --context '@aws-cdk/core:defaultCrossStackReferences=strong') > "$log" 2>&1 || { cat "$log"; exit 1; }

heading 'Deploying to moto'
PYTHONDONTWRITEBYTECODE=1 "$VENV/bin/python" scripts/deploy/deploy.py "$ASSEMBLY" scripts/deploy/not-kept.json
