"""Files that belong to records, on disk or in memory, behind `ports.blobs`."""
