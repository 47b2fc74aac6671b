/* commands.h - the commands, one each in cmd_X.c */
#pragma once

#include "cli/cli.h"

#define COMMAND(fn) error fn(struct cli *)

COMMAND(cmd_backup);
COMMAND(cmd_bench_search);
COMMAND(cmd_bench_seed);
COMMAND(cmd_bench_sweep);
COMMAND(cmd_check);
COMMAND(cmd_escalation_replay);
COMMAND(cmd_export_kb);
COMMAND(cmd_import_assets);
COMMAND(cmd_import_jsonl);
COMMAND(cmd_import_kb);
COMMAND(cmd_import_manual);
COMMAND(cmd_init);
COMMAND(cmd_key_export);
COMMAND(cmd_key_generate);
COMMAND(cmd_key_import);
COMMAND(cmd_key_list);
COMMAND(cmd_key_remove);
COMMAND(cmd_mail_address);
COMMAND(cmd_mail_in);
COMMAND(cmd_mail_parse);
COMMAND(cmd_mail_queue);
COMMAND(cmd_mail_send_test);
COMMAND(cmd_manual);
COMMAND(cmd_mailbox_add);
COMMAND(cmd_mailbox_list);
COMMAND(cmd_mailbox_remove);
COMMAND(cmd_mailbox_renew);
COMMAND(cmd_migrate);
COMMAND(cmd_restore);
COMMAND(cmd_routes);
COMMAND(cmd_search);
COMMAND(cmd_search_rebuild);
COMMAND(cmd_serve);
COMMAND(cmd_token_create);
COMMAND(cmd_user_add);
COMMAND(cmd_user_disable);
COMMAND(cmd_user_list);
COMMAND(cmd_user_passwd);
COMMAND(cmd_version);

/*
 * For commands that search: the store, the index brought up to date when no server has
 * it, and the reader that --as names as the actor. Closed by cli_close_search.
 */
NODISCARD error cli_open_search(struct cli *, struct actor *);
void cli_close_search(struct cli *);
