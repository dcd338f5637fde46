#!/usr/bin/env bash
# Compares what the integration apps (test/integ.*.ts) synthesise with their snapshots. Deploys nothing and writes nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/prepare.sh

prepare_dependencies

# The runner asks which account it has, and waits long where there is none. Here it gets one that is nobody's.
unset AWS_PROFILE AWS_SESSION_TOKEN
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_EC2_METADATA_DISABLED=true

heading 'npx integ-runner'
npx integ-runner
