/* webhook_ids.h - keys of rows that only webhooks have */
#pragma once

#include "base/ids.h"

ID_TYPE(webhook_id);
ID_TYPE(delivery_id);
