#!/usr/bin/env bash
# Compares our matching of filters with AWS's event-ruler on generated patterns and events.
#
#   scripts/check/event-ruler.sh [number of pairs] [seed ...]
#
# Exit status: 0 no difference, 1 differences (printed with their seed), 2 a tool is missing or failed.
set -euo pipefail

cd "$(dirname "$0")/../.."
matcher=test/event-ruler

for tool in java javac mvn node; do
  if ! command -v "$tool" > /dev/null; then
    echo "event-ruler.sh: $tool is missing. It needs a Java development kit of version 17 or later, Maven 3.8 or later and Node 20." >&2
    exit 2
  fi
done

mvn -q -B -Dstyle.color=never -f "$matcher/pom.xml" compile dependency:copy-dependencies -DincludeScope=runtime || exit 2
node -r ts-node/register/transpile-only "$matcher/compare.ts" "$matcher/target/classes:$matcher/target/dependency/*" "${@:-40000}"
