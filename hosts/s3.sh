#!/usr/bin/env bash
# Amazon S3, or any storage that speaks its protocol: BUCKET=… [ENDPOINT=https://…] hosts/s3.sh, after archive build.
# First what bears its hash in its name, then pages, so that a page never asks for what is not there yet; then what is gone is deleted.
set -euo pipefail
: "${BUCKET:?BUCKET is not set / chưa đặt BUCKET}"
SITE="${SITE:-build/site}"
test -f "$SITE/index.html" || { echo "no site in $SITE: archive build / chưa dựng trang: archive build" >&2; exit 2; }

put() { aws ${ENDPOINT:+--endpoint-url "$ENDPOINT"} s3 sync --only-show-errors "$SITE/" "s3://$BUCKET/" "$@"; }

KEPT="public, max-age=31536000, immutable"
ASKED="public, max-age=0, must-revalidate"
put --exclude "*" --include "assets/fonts/*" --include "assets/stylesheets/*" --include "assets/javascripts/*" \
  --exclude "*.mjs" --cache-control "$KEPT"
put --exclude "*" --include "assets/javascripts/*.mjs" --content-type "text/javascript; charset=utf-8" --cache-control "$KEPT"
put --exclude "*" --include "originals/*" --cache-control "$KEPT" --content-disposition attachment
put --exclude "*" --include "assets/search/*.mjs" --content-type "text/javascript; charset=utf-8" --cache-control "$ASKED"
put --exclude "*" --include "*.html" --content-type "text/html; charset=utf-8" --cache-control "$ASKED"
put --exclude "originals/*" --exclude "*.mjs" --exclude "*.html" --exclude "assets/fonts/*" --exclude "assets/stylesheets/*" \
  --exclude "assets/javascripts/*" --exclude "_headers" --cache-control "$ASKED"
put --delete --exclude "_headers" --cache-control "$ASKED"
