-- query a() changes
DELETE FROM remark;
