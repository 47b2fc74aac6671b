#!/bin/bash
# The server as processes: what happens when one of them ends. run.sh MAINSTAY
set -u
program=$1
folder=$(mktemp -d)
failed=0 passed=0
server=

finish() {
	[ -z "$server" ] || kill -9 "$server" 2>/dev/null
	rm -rf "$folder"
}
trap finish EXIT

say() { # say RESULT SENTENCE
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok     $2"
	else
		failed=$((failed + 1))
		echo "FAILED $2"
		tail -5 "$folder/log"
	fi
}

# Until the command succeeds, at most ten seconds.
await() {
	local n
	for ((n = 0; n < 200; n++)); do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.05
	done
	return 1
}

start() {
	"$program" serve --data "$folder/data" --listen 127.0.0.1:0 --quiet 2>>"$folder/log" &
	server=$!
	await grep -q 'serving on' "$folder/log"
	address=$(grep -o 'serving on [^"]*' "$folder/log" | tail -1 | cut -d' ' -f3)
}

role() { # the process id of a role
	local pid
	for pid in $(pgrep -P "$server"); do
		tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | grep -qx "MAINSTAY_ROLE=$1" && echo "$pid" && return 0
	done
	return 1
}

answers() { [ "$(curl -s -m 5 "$address/healthz")" = ok ]; }

another() { # another ROLE OLD: it runs as a new process
	local now
	now=$(role "$1") && [ "$now" != "$2" ]
}

"$program" init --data "$folder/data" >/dev/null
start
answers; say $? "the server answers through its roles"
[ -n "$(role core)" ] && [ -n "$(role parse)" ] && [ -n "$(role vault)" ]; say $? "each role is a process"

for name in parse vault; do
	old=$(role $name)
	kill -SYS "$old"
	await another $name "$old" && answers; say $? "$name is started again when the kernel stops it, and the server answers"
done

old=$(role core)
kill -SEGV "$old"
curl -s -m 10 -o /dev/null "$address/healthz"; say $? "a caller waits, and is not refused, while core starts again"
await another core "$old" && answers; say $? "core is started again when it crashes"

children=$(pgrep -P "$server")
kill -9 "$server"
wait "$server" 2>/dev/null
gone() { local c; for c in $children; do [ -d "/proc/$c" ] && return 1; done; return 0; }
await gone; say $? "the roles end with the supervisor"

: >"$folder/log"
start
answers; say $? "the next server starts on the same data at once"
kill -TERM "$server"
wait "$server"; say $? "a server that is asked to end ends with 0"
server=

python3 "$(dirname "$0")/restart.py" "$program" "$folder/data"; say $? "callers wait, and none is refused, while one server ends and the next begins"

"$program" serve --data "$folder/data" --listen nonsense 2>/dev/null
[ $? -eq 2 ]; say $? "a wrong address is a usage error, not a loop of restarts"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
