"""What an action plan is, and what can be told of one."""
