#!/usr/bin/env bash
# Puts the templates of the example app and of test/templates before judges that are not ours, and prints what they say.
# Fails on a report that test/third-party-linters/exceptions.ts does not expect, and when docs/reports/COMPARISON.md is out of date; --update writes it.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
bash scripts/check/example.sh > "$log" 2>&1 || { cat "$log"; exit 1; }

judges=test/judges
if stale "$judges/node_modules/.package-lock.json" "$judges/package-lock.json"; then
  heading 'Installing the judges of npm'
  npm ci --prefix "$judges" --ignore-scripts
fi
if stale "$judges/.venv/installed" "$judges/requirements.txt"; then
  heading 'Installing the judge of PyPI'
  python3 -m venv --clear "$judges/.venv"
  "$judges/.venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$judges/requirements.txt"
  touch "$judges/.venv/installed"
fi

heading 'What the judges say'
npx ts-node --transpile-only --project tsconfig.dev.json "$judges/main.ts" examples/typescript/cdk.out/shop "$@"
