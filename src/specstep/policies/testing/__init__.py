"""What proves that an inventory, a database and an engine keep their promises."""
