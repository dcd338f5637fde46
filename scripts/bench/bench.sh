#!/usr/bin/env bash
# Races the packed library against aws-cdk-lib's event sources and against L1s, and writes docs/reports/PERFORMANCE.md.
#
#   npm run bench               all points, 15 runs each: 15 to 20 minutes on an idle machine with 2 processors
#   npm run bench -- --resume   goes on with a race that was interrupted
#   npm run bench -- --quick    fewer points and runs, about 2 minutes; prints the tables and writes nothing
#   npm run bench -- --check    only compares the templates of the three ways
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

prepare_dependencies
prepare_library
prepare_tarball

heading 'The race'
exec node scripts/bench/race.mjs "$TARBALL" "$@"
