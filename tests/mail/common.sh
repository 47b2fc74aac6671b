# What the journeys of mail share: a folder, a center, Postfix. Sourced with $program set.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
chmod 755 "$folder"
failed=0 passed=0
servers=() mta=

finish() {
	[ -z "$mta" ] || postfix -c "$folder/postfix" stop >/dev/null 2>&1
	local pid
	for pid in "${servers[@]}"; do kill -9 "$pid" 2>/dev/null; done
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
		tail -n 5 "$folder"/*.log
	fi
}

await() { # until the command succeeds, at most thirty seconds
	local n
	for ((n = 0; n < 300; n++)); do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.1
	done
	return 1
}

port() { # a free one
	node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

rows() { sqlite3 -readonly "$folder/$1/mainstay.db" "$2"; } # rows CENTER QUERY
is() { [ "$(rows "$1" "$2")" = "$3" ]; }

center() { # center NAME ADDRESS: made, with mail by Postfix
	"$program" init --data "$folder/$1" >/dev/null 2>&1
	"$program" mail address add "$2" --data "$folder/$1" >/dev/null
	set_to "$1" smtp_url "smtp://127.0.0.1:$mta_port"
	set_to "$1" mail_from "$2"
	set_to "$1" escalation_host "${2#*@}"
}

set_to() { # set_to CENTER SETTING VALUE, while it does not run
	sqlite3 "$folder/$1/mainstay.db" "insert into setting (name, value, changed_at, changed_by) values ('$2', '$3', 1, 0) on conflict (name) do update set value = excluded.value"
}

start() { # start CENTER OPTION...
	local name=$1
	shift
	"$program" serve --data "$folder/$name" --listen 127.0.0.1:0 --lmtp "unix:$folder/$name.lmtp" --quiet "$@" 2>>"$folder/$name.log" &
	servers+=($!)
	await grep -q 'serving on' "$folder/$name.log"
}

stop() { # all centers
	local pid
	for pid in "${servers[@]}"; do
		kill "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	servers=()
}

# Postfix on $mta_port with a configuration of its own. Of it: LMTP to centers, pipes, one
# Maildir for all people at acme.example.
mta_port=$(port)
post_office() { # post_office TRANSPORTS
	mkdir -p "$folder/postfix" "$folder/spool" "$folder/postdata" "$folder/mail"
	chown postfix "$folder/postdata"
	chown nobody "$folder/mail"
	cat >"$folder/postfix/main.cf" <<-CF
		compatibility_level = 3.6
		queue_directory = $folder/spool
		data_directory = $folder/postdata
		inet_interfaces = 127.0.0.1
		mydestination =
		local_recipient_maps =
		alias_maps =
		virtual_mailbox_domains = acme.example vendor.example other.example pipe.example robot.example
		virtual_mailbox_base = $folder/mail
		virtual_mailbox_maps = static:ana/
		virtual_uid_maps = static:$(id -u nobody)
		virtual_gid_maps = static:$(id -g nobody)
		virtual_minimum_uid = 1
		transport_maps = inline:{$1}
		recipient_delimiter = +
		maillog_file = $folder/postfix.log
		maillog_file_prefixes = $folder
		smtpd_recipient_restrictions = permit_mynetworks, reject
		mynetworks = 127.0.0.0/8
	CF
	cat >"$folder/postfix/master.cf" <<-CF
		127.0.0.1:$mta_port inet n - n - - smtpd
		pickup unix n - n 60 1 pickup
		cleanup unix n - n - 0 cleanup
		qmgr unix n - n 300 1 qmgr
		rewrite unix - - n - - trivial-rewrite
		bounce unix - - n - 0 bounce
		defer unix - - n - 0 bounce
		trace unix - - n - 0 bounce
		error unix - - n - - error
		retry unix - - n - - error
		smtp unix - - n - - smtp
		lmtp unix - - n - - lmtp
		virtual unix - n n - - virtual
		anvil unix - - n - 1 anvil
		proxymap unix - - n - - proxymap
		postlog unix-dgram n - n - 1 postlogd
		pipe unix - n n - 4 pipe user=nobody argv=$folder/pipe \${sender} \${recipient}
	CF
	postfix -c "$folder/postfix" start >>"$folder/start.log" 2>&1 && mta=yes
}

post() { # post OPTION...: to Postfix, by swaks
	swaks --server 127.0.0.1 --port "$mta_port" --suppress-data "$@" >>"$folder/swaks.log" 2>&1
}

closing() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}
