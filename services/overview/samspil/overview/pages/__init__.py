"""What staff read: views made into Danish words and HTML; nothing here reads, opens or decides."""
