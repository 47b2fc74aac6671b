#!/bin/bash
# A brief that comes back, or that nobody answers, goes another way: S11 and S12 of the
# escalation, with Postfix between. brief.sh MAINSTAY
set -u
program=$1
# shellcheck source=tests/mail/common.sh
. "$(dirname "$0")/common.sh"

cat >"$folder/pipe" <<-SH
	#!/bin/sh
	# A domain where nobody has a mailbox.
	cat >/dev/null
	exit 67
SH
chmod 755 "$folder/pipe"
post_office "{vendor.example=lmtp:unix:$folder/a.lmtp}, {gone.example=pipe:}"
center a support@vendor.example

person() { # person ADDRESS ROLE [ORGANISATION]
	"$program" user add --data "$folder/a" --email "$1" --name "${1%@*}" --role "$2" ${3:+--organisation "$3"} >/dev/null
}
person ana@acme.example customer Acme
person mia@gone.example manager
person dan@acme.example manager
person leo@gone.example director
person eva@acme.example director
person ada@acme.example admin
holds() { # holds LEVEL HOLDER DEPUTY, since before
	sqlite3 "$folder/a/mainstay.db" "insert into escalation_holder (level, person_id, deputy_id, from_at) values ($1,
		(select id from person where email = '$2'), (select id from person where email = '$3'), 1)"
}
holds 1 mia@gone.example dan@acme.example
holds 2 leo@gone.example eva@acme.example

# What another program gets: each body a line.
node -e 'require("http").createServer((q, s) => { let b = ""; q.on("data", (d) => b += d).on("end", () => {
	require("fs").appendFileSync(process.argv[1], b + "\n"); s.end(); }); })
	.listen(0, "127.0.0.1", function () { console.log(this.address().port); })' "$folder/hooks" >"$folder/hook.port" 2>>"$folder/hook.log" &
hook=$!
await test -s "$folder/hook.port"
set_to a escalation_webhook_url "http://127.0.0.1:$(cat "$folder/hook.port")/"
set_to a webhook_private_hosts 127.0.0.1
token=$("$program" token create --data "$folder/a" --user ana@acme.example --name test | tail -1 | awk '{ print $NF }')

begin() { # the center, with an address
	: >"$folder/a.log"
	start a
	origin=$(grep -o 'serving on [^"]*' "$folder/a.log" | tail -1 | cut -d' ' -f3)
}
ask() { # ask PATH JSON, as Ana
	curl -sS -m 10 -H "Authorization: Bearer $token" -H 'Content-Type: application/json' --data "$2" "$origin/api/v1/$1" 2>>"$folder/a.log"
}
told() { # told PERSON TEXT: the last mail to a person that has the text
	grep -ls "^Delivered-To: $1@" "$folder"/mail/ana/new/* | xargs -r grep -ls -- "$2" | tail -1
}
has() { [ -n "$(told "$@")" ]; }
event() { is a "select count(*) > 0 from escalation_event where act = $1 and level = $2 and detail like '$3'" 1; }
step() { is a "select count(*) from escalation_rung where level = $1 and step = $2" 1; }
DELIVERED=20 ATTEMPT=19 BOUNCED=21 ACKED=18
# The time to acknowledge is over: what the engine sleeps to is now.
pass_time() { # pass_time LEVEL
	stop
	sqlite3 "$folder/a/mainstay.db" "update escalation_rung set chase_at = reported.at from (select min(fired_at) as at from escalation_rung) reported
		where level = $1 and chase_at is not null"
	begin
}

begin
number=$(ask cases '{"summary": "Core is down", "description": "No light since noon.", "priority": 1, "impact": "All sites."}' |
	grep -o '"number":"[^"]*"' | cut -d'"' -f4)
ask "cases/$number/escalate" '{"reason": "Nobody answers."}' >/dev/null

# --- level 1: it bounces, then nobody answers ---
await event $BOUNCED 1 mia@gone.example
say $? "a brief that Postfix sends back is noted as bounced"
is a "select count(*) from mail_in where source = 'lmtp' and envelope_from = '' and envelope_to like 'support+b%' and state = 2" 1
say $? "by a report that came in through the listener"
grep -rqs 'Undelivered Message Headers' "$folder/a" && grep -rqs 'Original-Recipient: rfc822;mia@gone.example' "$folder/a"
say $? "with the headers alone and the recipient as we asked for (RFC 3461)"
await grep -q "\"case\":\"$number\".*\"level\":1" "$folder/hooks"
say $? "the next way is taken at once: another program is told"
await event $DELIVERED 1 'http://%'
! has dan "$number"
say $? "the deputy is left alone until that is not answered either"
pass_time 1
await has dan "$number"
say $? "when nobody acknowledges in time the deputy gets the brief"
step 1 2
say $? "which is the third way of this rung"

# --- the answer ---
link=$(tr -d '\r' <"$(told dan "$number")" | sed ':a;/=$/{N;s/=\n//;ba}' | grep -o '/escalations/acknowledge/[A-Za-z0-9_-]*' | head -1)
page() { curl -sS -m 10 -b "$folder/jar" -c "$folder/jar" "$@" "$origin$link" 2>>"$folder/a.log"; }
page >"$folder/page"
page >"$folder/page"
is a 'select count(*) from escalation_rung where acked_at is not null' 0
say $? "looking at the link acknowledges nothing, as mail scanners look"
csrf=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' "$folder/page" | head -1)
page --data-urlencode "csrf=$csrf" --data-urlencode 'plan=Field team is on the way' >"$folder/page"
await event $ACKED 1 'Field team is on the way'
say $? "its form does, by the deputy"
is a "select p.email from escalation_rung r join person p on p.id = r.acked_by" dan@acme.example
say $? "in the name of who got it"
is a 'select count(*) from escalation_rung where level = 1 and chase_at is not null' 0
say $? "and nobody is chased any more"
page --data-urlencode "csrf=$csrf" --data-urlencode 'plan=Once more' >"$folder/page"
event $ACKED 1 'Once more'
[ $? -ne 0 ]
say $? "the link works once"

# --- level 2: no other program; the deputy does not answer ---
stop
set_to a escalation_webhook_url ''
begin
ask "cases/$number/escalate" '{"reason": "Still down."}' >/dev/null
await event $BOUNCED 2 leo@gone.example
await has eva "$number"
say $? "without another program a bounce goes to the deputy at once"
! has ada "$number"
say $? "and not to the administrators"
pass_time 2
await has ada "$number"
say $? "whom a deputy's silence reaches"
is a 'select count(*) from escalation_rung where level = 2 and step = 3 and chase_at is null and acked_at is null' 1
say $? "as the last way of the rung"
is a "select count(*) from outgoing where rung_id is not null and next_at is not null" 0
say $? "no brief is left waiting"

# --- the log ---
order=$(rows a "select group_concat(act, ' ') from (select act from escalation_event where level = 1 and act in ($ATTEMPT, $BOUNCED, $ACKED) order by id)")
[[ "$order" == *"$BOUNCED"*"$ATTEMPT"*"$ATTEMPT"*"$ACKED" ]]
say $? "the log has the bounce, two ways and the answer, in that order: $order"
stop
"$program" check --data "$folder/a" >"$folder/check" 2>&1
say $? "its chain is whole"
sqlite3 "$folder/a/mainstay.db" "update escalation_event set detail = 'nobody' where act = $BOUNCED and level = 1"
! "$program" check --data "$folder/a" >"$folder/check" 2>&1
say $? "and would not be, were the bounce another"

kill "$hook"
closing
