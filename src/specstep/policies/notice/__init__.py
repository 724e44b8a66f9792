"""What people are told about their data, made from the inventory: notice, record of processing, data map."""
