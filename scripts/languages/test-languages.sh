#!/usr/bin/env bash
# Uses the library from other languages: packs it, builds their packages, installs them as a user would, and runs examples/<language>.
# All must yield the templates, the findings and the answers that examples/typescript yields. Needs their tools; see docs/languages.md.
#
#   scripts/languages/test-languages.sh [--only python|java|go|csharp]...
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

prepare_dependencies
prepare_library
prepare_tarball
exec npx ts-node --transpile-only --project tsconfig.dev.json scripts/languages/main.ts "$TARBALL" "$@"
