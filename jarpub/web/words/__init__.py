"""What stands beside words while somebody edits them."""
