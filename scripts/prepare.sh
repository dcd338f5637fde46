# Sourced by the other scripts, for the steps that they begin with. A step is skipped when its result is newer than its inputs.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
export CDK_DISABLE_VERSION_CHECK=1
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

TARBALL=dist/js/cdk-lambda-event-sources.tgz

heading() { printf '\n=== %s\n' "$*"; }

# stale <result> <input>...: whether the result is missing or older than an input
stale() { [ ! -e "$1" ] || [ -n "$(find "${@:2}" -newer "$1" -print -quit)" ]; }

prepare_dependencies() {
  stale node_modules/.package-lock.json package-lock.json || return 0
  heading 'Installing dependencies'
  CI=1 npm ci
}

prepare_library() {
  stale .jsii src package.json README.md scripts/build/package.mjs scripts/build/defer-imports.mjs projenrc/layers.json || return 0
  heading 'Compiling the library'
  npx projen compile
}

prepare_tarball() {
  stale "$TARBALL" .jsii .npmignore || return 0
  heading 'Packing the library'
  mkdir -p dist/js
  mv "dist/js/$(npm pack --silent --pack-destination dist/js)" "$TARBALL"
}

# prepare_example <folder>: installs the app there, with the packed library
prepare_example() {
  stale "$1/node_modules/.package-lock.json" "$TARBALL" "$1/package.json" || return 0
  heading "Installing $1"
  # npm would keep the library that it has: the name of the tarball does not change.
  rm -rf "$1/node_modules/cdk-lambda-event-sources" "$1/node_modules/.package-lock.json"
  npm install --prefix "$1" --no-package-lock --prefer-offline
}
