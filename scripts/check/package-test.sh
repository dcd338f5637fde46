#!/usr/bin/env bash
# Tests the package that ships: its files, and the code of README and docs/testing.md, run with the packed library in an empty folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

prepare_dependencies
prepare_library
prepare_tarball

heading 'Packed files'
# Every packed file is named: the types of all modules here, the others in scripts/build/packed-files.txt.
packed_files() { tar -tzf "$TARBALL" | sed 's|^package/||' | LC_ALL=C sort; }
expected_files() {
  grep -v '^#' scripts/build/packed-files.txt
  find src -name '*.ts' | sed 's|^src/|lib/|; s|\.ts$|.d.ts|'
}
diff <(expected_files | LC_ALL=C sort) <(packed_files) || { echo 'Left: expected. Right: packed. If it is right, mend scripts/build/packed-files.txt.'; exit 1; }
again=$(mktemp -d)
cmp "$TARBALL" "$again/$(npm pack --silent --pack-destination "$again")" || { echo 'Packing twice gives two results.'; exit 1; }
rm -rf "$again"
echo "$(packed_files | wc -l) files, $(du -k "$TARBALL" | cut -f1) kB, the same bytes when packed again"

heading 'Installing the packed library'
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
node scripts/check/page-files.mjs "$folder" README.md docs/testing.md
versions=$(node -p "const { devDependencies: d } = require('./package.json'); ['aws-cdk-lib', 'constructs', 'jest', 'typescript', '@types/jest', '@types/node'].map(name => name + '@' + d[name]).join(' ')")
cd "$folder"
echo '{ "name": "readme", "private": true }' > package.json
npm install --prefer-offline --silent "$root/$TARBALL" $versions
npx tsc --strict --target es2022 --module node16 --skipLibCheck ./*.ts

heading "README's example"
CDK_OUTDIR=cdk.out node orders.js
grep -l 'AWS::Lambda::EventSourceMapping' cdk.out/*.template.json
npx cdk-lambda-event-sources check cdk.out
npx cdk-lambda-event-sources explain sqs-visibility-timeout

heading 'The snapshot test of docs/testing.md, once to write the snapshot and once to compare with it'
npx jest --testMatch '**/*.test.js' --ci=false
TZ=Pacific/Auckland LC_ALL=tr_TR.UTF-8 npx jest --testMatch '**/*.test.js' --ci

# Blocks marked "ts" are also translated for users of the other languages. The jest test is marked "TypeScript": it was compiled above.
heading "README's and the API's snippets, compiled strictly"
library=node_modules/cdk-lambda-event-sources
cp -r "$root/rosetta" "$library/"
"$root/node_modules/.bin/jsii-rosetta" extract --strict --directory "$folder" "$library"
