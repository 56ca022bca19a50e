"""What people write: the plan, the publications, the brand."""
