/*
 * api.h - the JSON API, version 1
 *
 * Bearer token, JSON in and out, errors as RFC 9457 problem details (the server makes
 * them). A POST that carries an Idempotency-Key is done once.
 */
#pragma once

#include "base/json.h"
#include "domain/casefile/casefile.h"
#include "web/web.h"

/* A JSON reply; `location` may be empty. Kept when the request has a key. */
NODISCARD error api_reply(struct web *, int status, struct str location, struct str body);

/* At the start of a POST: true when it was done before and the reply is made. */
NODISCARD error api_replayed(struct web *, bool *ret_done);

/* The case as the API shows it. */
NODISCARD error api_case(struct web *, const struct casefile *, struct str *out);
/* "entries" of a page of the timeline, oldest first. */
void api_put_entries(struct json_writer *, const struct entry_list *);
void api_case_item(struct json_writer *, const struct casefile *);

extern const struct route api_routes[];
extern const struct route article_api_routes[];
extern const struct route bond_api_routes[];
extern const struct route casework_api_routes[];
extern const struct route defect_api_routes[];
extern const struct route rma_api_routes[];
extern const struct route desk_api_routes[];
extern const struct route directory_api_routes[];
extern const struct route ladder_api_routes[];
extern const struct route writing_api_routes[];
extern const struct route phone_api_routes[];
extern const struct route queue_api_routes[];
extern const struct route reading_api_routes[];
extern const struct route member_api_routes[];
extern const struct route organisation_api_routes[];
extern const struct route staffing_api_routes[];
extern const struct route target_api_routes[];
extern const struct route verbs_api_routes[];
extern const struct route webhook_api_routes[];
