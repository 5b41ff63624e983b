#!/usr/bin/env bash
# A sweep as an array of AWS Batch, and the merge behind it. definition.json names an image that has the command, and a file
# system (EFS) with the scenario in it; shards.json says how many shards there are, and merge.json where they lie.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
aws batch register-job-definition --cli-input-json file://definition.json >/dev/null
array="$(aws batch submit-job --cli-input-json file://shards.json --query jobId --output text)"
aws batch submit-job --cli-input-json file://merge.json --depends-on "jobId=$array" --query jobId --output text
