/*
 * ids.h - the keys of rows, one type per table
 *
 * Two ids of different tables do not mix: passing one for the other does not
 * compile. Zero means "none" and is NULL in the database. The name of the type is
 * the type's name in .sql signatures too: anything ending in _id is such a struct.
 */
#pragma once

#include <stdint.h>

#define ID_TYPE(name)                                                                    \
	typedef struct {                                                                 \
		int64_t v;                                                               \
	} name

ID_TYPE(person_id);
ID_TYPE(organisation_id);
ID_TYPE(site_id);
ID_TYPE(team_id);
ID_TYPE(session_id);
ID_TYPE(token_id);
ID_TYPE(invitation_id);
ID_TYPE(product_id);
ID_TYPE(release_id);
ID_TYPE(asset_id);
ID_TYPE(contract_id);
ID_TYPE(article_id);
ID_TYPE(article_version_id);
ID_TYPE(manual_id);         /* a set of product documentation */
ID_TYPE(manual_release_id);
ID_TYPE(manual_page_id);
ID_TYPE(manual_section_id);
ID_TYPE(document_id); /* a document of a JSON Lines collection */
ID_TYPE(casefile_id);
ID_TYPE(entry_id);
ID_TYPE(attachment_id);
ID_TYPE(upload_id);
ID_TYPE(queue_id);
ID_TYPE(policy_id);
ID_TYPE(rung_id);
ID_TYPE(holder_id);    /* of a level of management */
ID_TYPE(shift_id);     /* on call */
ID_TYPE(outbox_id);
ID_TYPE(audit_id);
ID_TYPE(phone_number_id);
ID_TYPE(office_id);    /* of the vendor */
ID_TYPE(calendar_id);  /* of working hours */
ID_TYPE(target_policy_id);
ID_TYPE(intake_id);    /* of a way in for a device */
ID_TYPE(share_id);     /* of an organisation's cases, with a partner */
ID_TYPE(desk_view_id);
ID_TYPE(bulk_id);      /* one thing done to many cases */
ID_TYPE(call_id);
ID_TYPE(adapter_id);  /* a telephone system */
ID_TYPE(effort_id);   /* minutes worked on a case */
ID_TYPE(macro_id);    /* an answer or change that is made often */
ID_TYPE(rma_id);      /* hardware that is replaced */
ID_TYPE(defect_id);
ID_TYPE(disclosure_id); /* a report of a vulnerability */
ID_TYPE(mail_in_id);  /* a message that came in */
ID_TYPE(support_address_id);
ID_TYPE(mailbox_id);
