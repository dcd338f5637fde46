#!/usr/bin/env bash
# Builds, checks and tests everything. Goes on after a failure, to show every failure.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh
export CI=1

failed=()
check() {
  heading "$1"
  local began=$SECONDS
  "${@:2}" || failed+=("$1")
  echo "($((SECONDS - began)) s)"
}

lint() { ESLINT_USE_FLAT_CONFIG=false NODE_NO_WARNINGS=1 npx eslint --ext .ts src test projenrc .projenrc.ts; }

prepare_dependencies
rm -rf .jsii test-reports
prepare_library
check 'Lint' lint
check 'API documentation' npx projen docgen
check 'Reference of the rules' npx projen docs:rules
check 'Tests, on the oldest aws-cdk-lib' npx jest --ci --json --outputFile=test-reports/oldest.json
check 'Types and tests, on the newest aws-cdk-lib' npx projen test:newest --json --outputFile=test-reports/newest.json
check 'The public API, compared with the last release' bash scripts/check/api-diff.sh
check 'The packed library' bash scripts/check/package-test.sh

if [ ${#failed[@]} -gt 0 ]; then
  heading 'Failed'
  printf '%s\n' "${failed[@]}"
  for report in test-reports/{oldest,newest}.json; do
    [ ! -e "$report" ] || node -e '
      const [report] = process.argv.slice(1);
      for (const { name, status, assertionResults } of require(report).testResults) {
        const failed = assertionResults.filter(({ status }) => status === "failed");
        for (const { fullName } of failed) { console.log(`${name.replace(process.cwd(), ".")}: ${fullName}`); }
        if (status === "failed" && failed.length === 0) { console.log(`${name.replace(process.cwd(), ".")}: it did not run`); }
      }
    ' "$PWD/$report"
  done
  exit 1
fi
heading 'All checks passed'
