#!/usr/bin/env bash
# Runs third-party linters on the templates of the example app and of test/templates, and prints what they report.
# Fails on a report that test/third-party-linters/exceptions.ts does not expect, and when docs/reports/COMPARISON.md is out of date; --update writes it.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
bash scripts/check/example.sh > "$log" 2>&1 || { cat "$log"; exit 1; }

linters=test/third-party-linters
if stale "$linters/node_modules/.package-lock.json" "$linters/package-lock.json"; then
  heading 'Installing the linters of npm'
  npm ci --prefix "$linters" --ignore-scripts
fi
if stale "$linters/.venv/installed" "$linters/requirements.txt"; then
  heading 'Installing the linter of PyPI'
  python3 -m venv --clear "$linters/.venv"
  "$linters/.venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$linters/requirements.txt"
  touch "$linters/.venv/installed"
fi

heading 'What the linters report'
npx ts-node --transpile-only --project tsconfig.dev.json "$linters/main.ts" examples/typescript/cdk.out/shop "$@"
