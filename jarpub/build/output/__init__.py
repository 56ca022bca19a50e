"""The folder of finished files, and what stands beside them."""
