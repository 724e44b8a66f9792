#!/bin/sh
# From a brief to a package, with nothing but curl, grep and sed.
#
#   specstep serve &
#   sh quickstart.sh http://127.0.0.1:8765 brief.txt package.zip
set -eu
base=${1:-http://127.0.0.1:8765} brief=${2:-brief.txt} package=${3:-package.zip}

field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" | head -n 1; }
first() { sed -n "s/^{\"$1\":\"\\([^\"]*\\)\".*/\\1/p"; }

# The local owner's browser is signed in on its first page; a key is made with that page's token.
page=$(curl -fsS -D headers.txt "$base/")
cookie=$(sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\).*/\1/p' headers.txt)
token=$(printf %s "$page" | sed -n 's/.*name="csrf-token" content="\([^"]*\)".*/\1/p')
rm headers.txt
key=$(curl -fsS "$base/v1/api-keys" -H "Cookie: $cookie" -H "X-CSRF-Token: $token" \
    -H 'Content-Type: application/json' -d '{"name":"quickstart"}' | field key)
call() { curl -fsS -H "Authorization: Bearer $key" -H 'Content-Type: application/json' "$@"; }

# A brief begins the interview. Quotes, backslashes and line ends are written as JSON wants them.
text=$(sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/ /g' "$brief" | tr '\n' ' ')
interview=$(call "$base/v1/interviews" -H "Idempotency-Key: quickstart-$(date +%s)-$$" -d "{\"brief\":\"$text\"}" | first id)
echo "interview $interview"

# What is asked is answered with what is recommended, three times; then it is enough.
for turn in 1 2 3; do
    call "$base/v1/interviews/$interview/turns" -d '{"settle":"recommended"}' > turn.json || break
    echo "turn $turn: $(grep -o '"level":"covered"' turn.json | grep -c . || true) topics covered"
done
rm -f turn.json
call -X POST "$base/v1/interviews/$interview/complete" > /dev/null

# The package is made while its events come in; the stream ends with it.
generation=$(call "$base/v1/generations" -d "{\"interviewId\":\"$interview\",\"profile\":\"Fast\"}" | first id)
echo "generation $generation"
call -N "$base/v1/generations/$generation/events" | sed -n 's/.*"percent":\([0-9]*\).*/\1 %/p' | uniq
status=$(call "$base/v1/generations/$generation" | sed -n 's/^{"id":"[^"]*","status":"\([^"]*\)".*/\1/p')
[ "$status" = Complete ] || { echo "it ended as $status" >&2; exit 1; }
call -o "$package" "$base/v1/generations/$generation/package"
echo "package $package"
