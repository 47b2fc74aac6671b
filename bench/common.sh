# common.sh - sourced by the benches: processes, their CPU time, a free port, ratios.
set -u
root=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
program=${MAINSTAY:-$root/build/mainstay}
work=$(mktemp -d)
pids=()

finish() {
	local pid
	for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done
	wait 2>/dev/null
	rm -rf "$work"
}
trap finish EXIT

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }

# CPU seconds of a process and its children so far: "front beside". Threads that yield to
# the others (the indexer) are beside: nobody waits for them.
cpu_of() {
	local pid
	for pid in "$1" $(pgrep -P "$1"); do cat /proc/"$pid"/task/*/stat 2>/dev/null; done |
		awk -v hz="$(getconf CLK_TCK)" '{ t[$19 > 0] += $14 + $15 } END { printf "%.2f %.2f", t[0] / hz, t[1] / hz }'
}

await() { # await URL
	local n
	for ((n = 0; n < 200; n++)); do
		curl -s -o /dev/null "$1" && return 0
		sleep 0.05
	done
	return 1
}

# serve DATA: the program on a free port; sets $server, $port.
serve() {
	port=$(free_port)
	"$program" serve --data "$1" --listen "127.0.0.1:$port" --quiet 2>"$work/log" &
	server=$!
	pids+=("$server")
	await "http://127.0.0.1:$port/healthz"
}

# beside_nginx: nginx with $work/www/page.html, and the same in gzip; sets $nginx, $static.
beside_nginx() {
	local other
	other=$(free_port)
	static=http://127.0.0.1:$other/page.html
	chmod 711 "$work"
	mkdir -p "$work/nginx"
	chmod 777 "$work/nginx"
	gzip -9 -k -f "$work/www/page.html"
	cat >"$work/nginx.conf" <<CONF
worker_processes 2;
pid $work/nginx/pid;
error_log $work/nginx/error.log;
daemon off;
events { worker_connections 256; }
http {
	access_log off;
	sendfile on;
	gzip_static on;
	open_file_cache max=10;
	types { text/html html; }
	client_body_temp_path $work/nginx/a; proxy_temp_path $work/nginx/b; fastcgi_temp_path $work/nginx/c;
	uwsgi_temp_path $work/nginx/d; scgi_temp_path $work/nginx/e;
	server { listen 127.0.0.1:$other; root $work/www; }
}
CONF
	nginx -c "$work/nginx.conf" 2>/dev/null &
	nginx=$!
	pids+=("$nginx")
	await "$static"
}

sign_in() { # sign_in EMAIL: prints its cookie
	local jar=$work/jar token
	rm -f "$jar"
	token=$(curl -s -c "$jar" "http://127.0.0.1:$port/sign-in" | grep -o 'name="csrf" value="[^"]*"' | head -1 | cut -d'"' -f4)
	curl -s -o /dev/null -c "$jar" -b "$jar" --data-urlencode "csrf=$token" --data-urlencode "email=$1" \
		--data-urlencode 'password=granite otter lantern' "http://127.0.0.1:$port/sign-in"
	awk '$6 == "session" { print "session=" $7 }' "$jar"
}

# agents DATA COUNT: accounts that take turns, below the share that each has; sets $cookies.
agents() {
	local n
	cookies=()
	for n in $(seq 1 "$2"); do
		printf 'granite otter lantern' | "$program" user add --data "$1" --email "bench$n@desk.example" --name "Bench $n" \
			--role agent --password-stdin >/dev/null 2>&1
		cookies+=("$(sign_in "bench$n@desk.example")")
	done
}

# load NAME PID WRK-ARGUMENTS...: prints requests a second, latency, CPU per request in front and
# beside.
load() {
	local name=$1 pid=$2 before after
	shift 2
	before=$(cpu_of "$pid")
	wrk -t1 -c16 -d"${SECONDS_EACH:-5}" --latency "$@" >"$work/$name.wrk"
	after=$(cpu_of "$pid")
	awk -v name="$name" -v after="$after" -v before="$before" '
		BEGIN { split(after, a, " "); split(before, b, " "); cpu = a[1] - b[1]; beside = a[2] - b[2] }
		/requests in/ { n = $1 }
		/Requests\/sec/ { rps = $2 }
		/ 50%/ { p50 = $2 }
		/ 99%/ { p99 = $2 }
		/Non-2xx/ { bad = $NF }
		END { printf "%-10s %9.0f requests/s  p50 %8s  p99 %8s  %7.1f us CPU each%s%s\n", name, rps, p50, p99, cpu / n * 1e6,
				(beside > 0) ? sprintf(", %.1f beside", beside / n * 1e6) : "", bad ? "  FAILED REPLIES: " bad : ""
		      printf "%s %s %s\n", name, rps, cpu / n * 1e6 >> "'"$work"'/figures" }' "$work/$name.wrk"
}

# ratio A B: how much A takes and gives of B.
ratio() {
	awk -v a="$1" -v b="$2" '{ rps[$1] = $2; cpu[$1] = $3 }
		END { printf "%s to %s: %.2f of the requests, %.2f times the CPU each\n", a, b, rps[a] / rps[b], cpu[a] / cpu[b] }' "$work/figures"
}
