#!/bin/bash
# What the commands refuse: run.sh MAINSTAY. Each bad command ends with its exit code, says
# in one line on standard error what is wrong, prints nothing else and stores nothing.
set -u
program=$1
folder=$(mktemp -d)
failed=0 passed=0
server=
data=$folder/data

finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null
	rm -rf "$folder"
}
trap finish EXIT

say() { # say RESULT SENTENCE
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED $2"
	fi
}

# What the data folder holds, and what it held after the last command; the database is one file while nobody has it open. The key of
# the vault is made by whatever server starts.
stored() { [ -n "$server" ] || [ ! -d "$data" ] || find "$data" -type f ! -name '*.lock' ! -name '*-shm' ! \( -name '*-wal' -empty \) ! -path '*/vault/*' -exec sha256sum {} + | sort; }

lines=1     # how many lines a refusal has; 0: any number
input=/dev/null
# bad CODE TEXT WORD...: the command is refused with that code, and a line that has TEXT
bad() {
	local code=$1 text=$2 status before after
	shift 2
	before=${known-$(stored)}
	timeout 5 "$program" "$@" <"$input" >"$folder/out" 2>"$folder/err"
	status=$?
	after=$(stored)
	known=$after
	if [ "$status" -ne "$code" ]; then
		say 1 "$*: ends with $status, not $code: $(cat "$folder/err")"
	elif [ -s "$folder/out" ]; then
		say 1 "$*: prints \"$(head -3 "$folder/out")\""
	elif ! tail -1 "$folder/err" | grep -q '^mainstay: ' || ! grep -qF -- "$text" "$folder/err"; then
		say 1 "$*: does not say \"$text\": $(cat "$folder/err")"
	elif [ "$lines" -ne 0 ] && [ "$(wc -l <"$folder/err")" -ne "$lines" ]; then
		say 1 "$*: says $(wc -l <"$folder/err") lines: $(cat "$folder/err")"
	elif ! iconv -f utf-8 -t utf-8 "$folder/err" >/dev/null 2>&1; then
		say 1 "$*: says what is not UTF-8"
	elif [ "$before" != "$after" ]; then
		say 1 "$*: stored something: $(diff <(echo "$before") <(echo "$after"))"
	else
		say 0
	fi
}

# good WORD...: the command is taken
good() {
	unset known
	timeout 20 "$program" "$@" <"$input" >"$folder/out" 2>"$folder/err"
	say $? "$* is refused: $(cat "$folder/err")"
}

file() { # file NAME TEXT: printf's escapes
	# shellcheck disable=SC2059
	printf -- "$2" >"$folder/$1"
	echo "$folder/$1"
}

absent() { # absent PATH SENTENCE
	[ ! -e "$1" ]
	say $? "$2"
}

latin=$(printf 'caf\351')
long=$(printf 'x%.0s' {1..300})
mkdir "$folder/empty"
words=$(file words 'granite otter lantern\n')
table=$(file table.csv 'serial,product,organisation\n')
articles=$folder/articles
mkdir "$articles"
file articles/a.md '# Ports stay down\n\nPlug it in.\n' >/dev/null

# --- words that are no command

bad 2 "no command 'frobnicate'" frobnicate
bad 2 "no command 'user'" user
bad 2 "no command 'user'" user frobnicate --data "$data"
bad 2 "UTF-8" "$latin"
bad 2 "no command" ""

# --- before there is anything

for command in check "user list" "backup --to $folder/b1" migrate "search x" "user disable --email a@b.example" \
	"token create --user a@b.example" "import assets $table" "import jsonl $words" \
	"import kb $articles" "bench seed --cases 1" "mail queue" "mail send-test --to a@b.example"; do
	# shellcheck disable=SC2086
	bad 2 "--data DIR" $command
	# shellcheck disable=SC2086
	bad 3 "$folder/nowhere" $command --data "$folder/nowhere"
	absent "$folder/nowhere" "mainstay $command makes a folder that was mistyped"
	# shellcheck disable=SC2086
	bad 3 "$words" $command --data "$words"
done
bad 2 "--data DIR" init
bad 2 "$words" init --data "$words"
bad 2 "--seed is a whole number" init --demo --seed many --data "$folder/demo"
bad 2 "--seed is a whole number" init --demo --seed -1 --data "$folder/demo"
bad 2 "--demo" init --seed 7 --data "$folder/demo"
absent "$folder/demo" "init with a wrong seed makes a folder"
good init --demo --data "$folder/demo"
"$program" check --data "$folder/demo" 2>/dev/null | grep -q ' [1-9][0-9]* documents in the index (0 to come)'
say $? "a demo center that was just made can be searched at once"

good init --data "$data"
input=$words
good user add --data "$data" --email admin@desk.example --name "Ada Admin" --role admin --password-stdin
input=/dev/null
bad 5 "has people already" init --demo --data "$data"

# --- options from a file and the environment

bad 3 "cannot open" check --config "$folder/nothing"
bad 2 "--config needs a file" check --config
bad 2 "--config needs a file" check --config=
bad 2 "c.conf:2: no setting 'lisen'; there are data, db, listen" serve --config "$(file c.conf '# ours\nlisen = 1\n')"
bad 2 "c.conf:1: write NAME = VALUE, not 'data'" check --config "$(file c.conf 'data\n')"
bad 2 "c.conf:1: no value after 'data'" check --config "$(file c.conf 'data =\n')"
bad 2 "c.conf:3: a second value for 'data'" check --config "$(file c.conf 'data = a\n\ndata = b\n')"
bad 2 "not UTF-8" check --config "$(file c.conf 'data = caf\351\n')"
bad 2 "quiet is yes or no, not 'perhaps'" serve --config "$(file c.conf "data = $data\nquiet = perhaps\n")"
good check --config "$(file c.conf "# ours\ndata = $data\nquiet = no\nlisten = 127.0.0.1:1\n")"
export MAINSTAY_CONFIG=$folder/c.conf
good check
bad 3 "$folder/nowhere" check --data "$folder/nowhere"
export MAINSTAY_DATA=$folder/nowhere
bad 3 "$folder/nowhere" check
good check --data "$data"
unset MAINSTAY_CONFIG MAINSTAY_DATA

# --- options and arguments, of every command

commands=$("$program" --help | sed -n 's/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p')
[ "$(wc -l <<<"$commands")" -gt 15 ]
say $? "mainstay --help lists the commands"
while read -r command; do
	# shellcheck disable=SC2086
	bad 2 "no option --frobnicate" $command --data "$data" --frobnicate
	# shellcheck disable=SC2086
	bad 2 "--data needs a value" $command --data
	# shellcheck disable=SC2086
	bad 2 "--data needs a value" $command --data=
	# shellcheck disable=SC2086
	bad 2 "too many arguments" $command --data "$data" one two three
	# shellcheck disable=SC2086
	bad 2 "UTF-8" $command --data "$data" "$latin"
done <<<"$commands"
bad 2 "'nonsense:' is not a database" user list --db nonsense:
bad 2 "--json takes no value" check --data "$data" --json=5
bad 2 "too many arguments" version now

# --- people and tokens

add=(user add --data "$data")
bad 2 "--role ROLE" "${add[@]}" --email b@desk.example --name Bo
bad 2 "no role 'king'" "${add[@]}" --email b@desk.example --name Bo --role king
bad 2 "no role 'king'" "${add[@]}" --email b@desk.example --name Bo --role agent,king
bad 2 "--organisation NAME" "${add[@]}" --email b@acme.example --name Bo --role customer
bad 2 "email: Give one mail address" "${add[@]}" --name Bo --role agent
bad 2 "email: Give one mail address" "${add[@]}" --email nobody --name Bo --role agent
bad 2 "email: Give one mail address" "${add[@]}" --email "a b@desk.example" --name Bo --role agent
bad 2 "email: Give one mail address" "${add[@]}" --email "$long@desk.example" --name Bo --role agent
bad 2 "name: Give the person's name" "${add[@]}" --email b@desk.example --role agent
bad 2 "name: A name has at most 200" "${add[@]}" --email b@desk.example --name "$long" --role agent
bad 2 "name: " "${add[@]}" --email b@desk.example --name $'two\nlines' --role agent
bad 2 "UTF-8" "${add[@]}" --email b@desk.example --name "$latin" --role agent
bad 2 "UTF-8" "${add[@]}" --email b@desk.example --name $'a\eb' --role agent
bad 2 "phone: " "${add[@]}" --email b@desk.example --name Bo --role agent --phone "call me"
bad 2 "name: Give the organisation" "${add[@]}" --email b@acme.example --name Bo --role customer --organisation "$long"
bad 5 "has an account already" "${add[@]}" --email Admin@Desk.example --name Bo --role agent
bad 5 "has an account already" "${add[@]}" --email admin@desk.example --name Bo --role customer --organisation New
for password in '' 'short\n' 'caf\351 granite otter\n' 'granite\007otter lantern\n'; do
	input=$(file password "$password")
	bad 2 "password: " "${add[@]}" --email b@desk.example --name Bo --role agent --password-stdin
	bad 2 "password: " user passwd --data "$data" --email admin@desk.example --password-stdin
done
input=$words
bad 3 "nobody@desk.example" user passwd --data "$data" --email nobody@desk.example --password-stdin
bad 2 "--password-stdin" user passwd --data "$data" --email admin@desk.example
bad 2 "--email" user passwd --data "$data" --password-stdin
input=/dev/null
bad 2 "--email ADDRESS" user disable --data "$data"
bad 3 "nobody@desk.example" user disable --data "$data" --email nobody@desk.example
bad 2 "ADDRESS is missing" mail address add --data "$data"
bad 2 "address: " mail address add nobody --data "$data"
bad 2 "product: " mail address add a@desk.example --product NONE --data "$data"
bad 75 "--data DIR" mail-in
bad 75 "no option --frob" mail-in --frob
bad 75 "there is no folder" mail-in --data "$folder/nowhere"
absent "$folder/nowhere" "mail-in makes a folder that was mistyped"
bad 2 "--password-stdin" mailbox add imaps://mail.example --data "$data"
good mail address add support@desk.example --data "$data"
input=$words
bad 2 "url: " mailbox add mail.example --user desk --address support@desk.example --password-stdin --data "$data"
input=/dev/null
bad 2 "--then is" mailbox add imaps://mail.example --then burn --password-stdin --data "$data"
bad 2 "--every is" mailbox add imaps://mail.example --every often --password-stdin --data "$data"
bad 2 "--token-stdin" mailbox add imaps://mail.example --password-stdin --token-url https://sign.example/t --data "$data"
input=$words
bad 2 "token_url: " mailbox add imaps://mail.example --user desk --address support@desk.example --token-stdin \
	--token-url http://sign.example/t --client-id x --data "$data"
input=/dev/null
bad 2 "--secret-stdin" mailbox renew 9 --data "$data"
bad 2 "secret: " mailbox renew 9 --secret-stdin --data "$data"
bad 3 "no mailbox 9" mailbox remove 9 --data "$data"
bad 2 "NUMBER" mailbox remove x --data "$data"
input=$words
bad 7 "start \`mainstay serve\` first" key list --data "$data"
bad 7 "start \`mainstay serve\` first" key import --key-stdin --data "$data"
bad 7 "start \`mainstay serve\` first" key generate --name Desk --address desk@desk.example --data "$data"
bad 2 "FINGERPRINT" key export --data "$data"
bad 2 "FINGERPRINT" key remove --data "$data"
bad 2 "--key-stdin" key import --data "$data"
input=/dev/null
bad 2 "--user ADDRESS" token create --data "$data"
bad 3 "nobody@desk.example" token create --data "$data" --user nobody@desk.example
bad 2 "name: " token create --data "$data" --user admin@desk.example --name "$long"

# --- imports

for kind in assets jsonl kb; do
	bad 2 "is missing" import $kind --data "$data"
	bad 3 "$folder/nowhere" import $kind "$folder/nowhere" --data "$data"
done
for command in "escalation replay" "mail parse" "bench search"; do
	# shellcheck disable=SC2086
	bad 2 "is missing" $command
	# shellcheck disable=SC2086
	bad 3 "$folder/nowhere" $command "$folder/nowhere" --data "$data"
	# shellcheck disable=SC2086
	bad 2 "$folder/empty" $command "$folder/empty" --data "$data"
done
bad 2 "--retry and --drop take the number" mail queue --retry x --data "$data"
bad 3 "no message 99" mail queue --drop 99 --data "$data"
good mail queue --data "$data"
good mail queue --failed --json --data "$data"
bad 2 "--to ADDRESS" mail send-test --data "$data"
bad 2 "--to ADDRESS" mail send-test --to nobody --data "$data"
bad 2 "set smtp_url" mail send-test --to a@b.example --data "$data"
bad 2 "--data DIR" bench sweep
bad 3 "$folder/nowhere" bench sweep --data "$folder/nowhere"
for kind in assets jsonl; do
	bad 2 "$folder/empty" import $kind "$folder/empty" --data "$data"
done
bad 3 "$words" import kb "$words" --data "$data"
bad 2 "--site is the address" import kb "$folder/empty" --data "$data" --site nonsense
bad 2 "is missing" export kb --data "$data"
bad 3 "no such article" export kb "$folder/exported" --number KB999999 --data "$data"
mkdir -p "$folder/used/x"
bad 2 "--data DIR" search rebuild
bad 3 "$folder/nowhere" search rebuild --data "$folder/nowhere"
bad 2 "has files already" export kb "$folder/used" --data "$data"

bad 2 "whose manual" import manual "$folder/empty" --data "$data"
bad 2 "is missing" import manual --set os --data "$data"
bad 3 "NB-NONE" import manual "$folder/empty" --product NB-NONE --data "$data"
bad 3 "$folder/nowhere" import manual "$folder/nowhere" --set os --data "$data"
bad 2 "--audience is" import manual "$folder/empty" --set os --audience friends --data "$data"
bad 2 "--site is the address" import manual "$folder/empty" --set os --site nonsense --data "$data"
bad 2 "--base is a path" import manual "$folder/empty" --set os --base docs --data "$data"
mkdir "$folder/manual"
bad 2 "is no manual" import manual "$folder/manual" --set os --data "$data"
file manual/a.md '# Title\n\nText.\n' >/dev/null
bad 2 "small letters" import manual "$folder/manual" --set "a b" --data "$data"
bad 2 "not \"latest\"" import manual "$folder/manual" --set os --release latest --data "$data"
rm "$folder/manual/a.md"
file manual/b.md '---\n\ttitle: [\n---\n\nText.\n' >/dev/null
lines=0
bad 2 "b.md: not imported: line 2" import manual "$folder/manual" --set os --data "$data"
lines=1

assets() { bad 2 "$1" import assets "$(file a.csv "$2")" --data "$data"; }
head='serial,product,organisation'
assets "no first line" ''
assets "no first line" '\n\n'
assets "serial, product and organisation are needed" 'serial,product\nNB1,NB-S1\n'
assets "serial, product and organisation are needed" 'caf\351\n'
lines=0
assets "line 2: Enter the serial number" "$head"'\n,NB-S1,ACME\n'
assets "line 2: Give the code of the product" "$head"'\nNB1,,ACME\n'
assets "line 2: Name the organisation" "$head"'\nNB1,NB-S1,\n'
assets "line 2: Name the organisation" "$head"'\nNB1,NB-S1\n'
assets "line 2: This line is not UTF-8" "$head"'\nNB1,NB-S1,caf\351\n'
assets "line 2: This line is not UTF-8" "$head"'\nNB1,NB-S1,a\000b\n'
assets "line 2: A serial number has at most 64" "$head"'\n'"$long"',NB-S1,ACME\n'
assets "line 2: Give the organisation a name" "$head"'\nNB1,NB-S1,'"$long"'\n'
assets "line 2: Give the product a code" "$head"'\nNB1,'"$long"',ACME\n'
assets "line 2: a quote is not closed" "$head"'\n"NB1,NB-S1,ACME\n'
assets "line 2: A date is written 2026-11-23" "$head"',shipped\nNB1,NB-S1,ACME,soon\n'
assets "line 2: Say when the contract ends" "$head"',contract\nNB1,NB-S1,ACME,C1\n'
assets "line 2: This release of the product is not known" "$head"',release\nNB1,NB-S1,ACME,9.9\n'
assets "line 2: more than 64 columns" "$head"'\n'"$(printf 'x,%.0s' {1..70})"'\n'
assets "1 lines were refused" "$head"'\n!,NB-S1,ACME\n'
# What is right beside a wrong line is taken, whole.
before=$(stored)
unset known
"$program" import assets "$(file a.csv "$head"'\nNB1,NB-S1,ACME\n,NB-S1,ACME\n')" --data "$data" >/dev/null 2>"$folder/err"
[ $? -eq 2 ] && grep -q "1 new" "$folder/err" && [ "$before" != "$(stored)" ]
say $? "a good line of assets beside a wrong one is taken"
good import assets "$(file a.csv "$head"'\nNB1,NB-S1,ACME\n')" --data "$data"
grep -q "^0 new, 0 changed, 1 as they were" "$folder/out"
say $? "and not taken twice"

jsonl() { bad 2 "$1" import jsonl "$(file a.jsonl "$2")" --data "$data"; }
jsonl "line 1: Not JSON" 'nonsense\n'
jsonl "line 1: Not JSON" '{"id":"a"\n'
jsonl "line 1: Not JSON" '{"id":"caf\351","title":"t"}\n'
jsonl "line 1: Not JSON" '{"id":"a","id":"b","title":"t"}\n'
jsonl "line 1: The line is no JSON object" '[]\n'
jsonl "line 1: Every document needs an id" '{"title":"t"}\n'
jsonl "line 1: Give text in quotation marks" '{"id":true,"title":"t"}\n'
jsonl "line 1: A document needs a title or a body" '{"id":"a"}\n'
jsonl "line 1: Give text in quotation marks" '{"id":"a","title":7}\n'
jsonl "line 1: This is too long" '{"id":"'"$long"'","title":"t"}\n'
jsonl "line 1: Give one of article" '{"id":"a","title":"t","kind":"letter"}\n'
jsonl "line 1: Give one of public" '{"id":"a","title":"t","audience":"all"}\n'
jsonl "line 1: Give a date like" '{"id":"a","title":"t","date":"soon"}\n'
jsonl "line 1: Give true or false" '{"id":"a","title":"t","solved":"yes"}\n'
jsonl "line 1: Give names" '{"id":"a","title":"t","product":[1]}\n'
jsonl "line 2: Not JSON" '\nnonsense\n'

kb() { # kb TEXT CONTENT: an article that is not taken
	rm -rf "$folder/kb"
	mkdir "$folder/kb"
	file kb/a.md "$2" >/dev/null
	bad 2 "$1" import kb "$folder/kb" --data "$data"
}
kb "a.md: not imported" '# caf\351\n\nText.\n'
kb "a.md: not imported" '# Title\n\nText\000.\n'
head -c 2200000 /dev/zero | tr '\0' 'x' >"$folder/kb/a.md"
bad 2 "a.md: not imported: longer than 2 MB" import kb "$folder/kb" --data "$data"
head -c 8500000 /dev/zero | tr '\0' 'x' >"$folder/a.jsonl"
bad 2 "line 1: The line is longer than 8 MB." import jsonl "$folder/a.jsonl" --data "$data"
kb "a.md: not imported: line 2" '---\n\ttitle: [\n---\n\nText.\n'
kb "a.md: not imported" '---\ntitle: Open\n'
kb "a.md: not imported" '---\ntitle: '"$long$long"'\n---\n\nText.\n'
lines=1

replay() { bad 2 "line $1" escalation replay "$(file h.jsonl "$2")"; }
replay 1 'nonsense\n'
replay 1 '[]\n'
replay 1 '{"t":0,"case":"a"}\n'
replay 1 '{"t":0,"case":"a","event":"dance"}\n'
replay 1 '{"t":0,"case":"a","event":"open"}\n'
replay 1 '{"t":0,"case":"a","event":"open","priority":5}\n'
replay 1 '{"t":"0","case":"a","event":"open","priority":1}\n'
replay 1 '{"t":0,"event":"open","priority":1}\n'
replay 1 '{"t":0,"case":"caf\351","event":"open","priority":1}\n'
replay 2 '{"t":9,"case":"a","event":"open","priority":1}\n{"t":8,"case":"b","event":"open","priority":1}\n'
replay 1 '{"t":0,"case":"a","event":"close"}\n'
replay 1 '{"t":0,"case":"a","event":"merge","into":"b"}\n'

# --- search

bad 2 "is missing" search --data "$data"
bad 2 "too many arguments" search --data "$data" two words
good search --data "$data" x
bad 3 "nobody@desk.example" search --data "$data" --as nobody@desk.example x
bad 2 "--run OUT" search --data "$data" --batch "$words"
bad 3 "$folder/nowhere" search --data "$data" --batch "$folder/nowhere" --run "$folder/run"
bad 2 "line 1: write ID, a tab" search --data "$data" --batch "$words" --run "$folder/run"
bad 2 "line 1: " search --data "$data" --batch "$(file q 'a\tcaf\351\n')" --run "$folder/run"
absent "$folder/run" "a run of wrong queries is written"
bad 3 "$folder/nowhere" search --data "$data" --batch "$(file q 'a\tx\n')" --run "$folder/nowhere/run"
bad 2 "--batch" search --data "$data" --run "$folder/run" x

# --- databases

bad 2 "--cases is a number" bench seed --data "$data"
bad 2 "--cases is a number" bench seed --data "$data" --cases 0
bad 2 "--cases is a number" bench seed --data "$data" --cases many
bad 2 "--to DIR" backup --data "$data"
bad 2 "$words" backup --data "$data" --to "$words"
good backup --data "$data" --to "$folder/backup"
bad 5 "has a backup: choose a new folder" backup --data "$data" --to "$folder/backup"
mkdir "$folder/half"
touch "$folder/half/files"
bad 3 "$folder/half/files" backup --data "$data" --to "$folder/half"
absent "$folder/half/mainstay.db" "a backup that broke off looks like one"
bad 2 "--from DIR --data DIR" restore --data "$folder/new"
bad 2 "--from DIR --data DIR" restore --from "$folder/backup"
bad 3 "$folder/nowhere" restore --from "$folder/nowhere" --data "$folder/new"
bad 3 "$folder/empty" restore --from "$folder/empty" --data "$folder/new"
absent "$folder/new" "a restore of nothing makes a folder"
bad 5 "has a database: restore into a new folder" restore --from "$folder/backup" --data "$data"
mkdir -p "$folder/keyed/vault"
bad 5 "has keys: restore into a new folder" restore --from "$folder/backup" --data "$folder/keyed"
absent "$folder/keyed/mainstay.db" "a restore beside keys leaves a database"
mkdir "$folder/broken"
head -c 8192 /dev/urandom >"$folder/broken/mainstay.db"
for command in check migrate "user list" "search x"; do
	# shellcheck disable=SC2086
	bad 7 "not a database" $command --data "$folder/broken"
done
lines=0
bad 7 "not a database" restore --from "$folder/broken" --data "$folder/new"
lines=1
absent "$folder/new/mainstay.db" "a restore of a broken backup leaves a database"
bad 7 "no connection to the database" check --db "postgresql://nobody@127.0.0.1:1/none"

# --- the server, and commands that it runs

serve=(serve --data "$data" --quiet --listen)
lines=0
bad 2 "write HOST:PORT" "${serve[@]}" nonsense
bad 2 "write HOST:PORT" "${serve[@]}" 127.0.0.1:99999
bad 3 "$folder/nowhere" "${serve[@]}" 127.0.0.1:0 --tls-cert "$folder/nowhere" --tls-key "$words"
unset known
"$program" "${serve[@]}" 127.0.0.1:0 --tls-cert "$words" --tls-key "$words" 2>"$folder/err"
[ $? -eq 2 ] && grep -q "not PEM" "$folder/err"
say $? "a key that is none is refused: $(cat "$folder/err")"
bad 2 "--tls-cert and --tls-key" "${serve[@]}" 127.0.0.1:0 --tls-cert "$words"
bad 2 "trusted" "${serve[@]}" 127.0.0.1:0 --trusted nonsense
bad 2 "origin" "${serve[@]}" 127.0.0.1:0 --origin nonsense
lines=1

unset known
"$program" serve --data "$data" --listen 127.0.0.1:0 --quiet 2>"$folder/log" &
server=$!
for ((n = 0; n < 200; n++)); do
	grep -qs 'serving on' "$folder/log" && break
	sleep 0.05
done
bad 2 "no role 'king'" "${add[@]}" --email b@desk.example --name Bo --role king
bad 5 "has an account already" "${add[@]}" --email admin@desk.example --name Bo --role agent
bad 3 "nobody@desk.example" user disable --data "$data" --email nobody@desk.example
bad 3 "$folder/nowhere" import assets "$folder/nowhere" --data "$data"
input=$(file password 'short\n')
bad 2 "password: " user passwd --data "$data" --email admin@desk.example --password-stdin
input=/dev/null
bad 7 "another process" migrate --data "$data"
bad 7 "another process" bench seed --data "$data" --cases 1
kill "$server"
wait "$server" 2>/dev/null
server=
unset known
good check --data "$data"
[ "$("$program" user list --data "$data" | wc -l)" -eq 1 ]
say $? "one person is there in the end"

"$program" manual >"$folder/mainstay.1"
"$program" --help | awk '/^  [a-z]/ { print substr($0, 3, 20) }' | sed 's/ *$//' >"$folder/names"
while read -r name; do
	grep -qx -e "\.It Cm ${name//-/\\\\-}\( Ar .*\)\?" "$folder/mainstay.1" || echo "$name"
done <"$folder/names" >"$folder/unnamed"
[ -s "$folder/names" ] && ! [ -s "$folder/unnamed" ]
say $? "the manual has each command $(cat "$folder/unnamed")"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
