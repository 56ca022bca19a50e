"""YAML text as nodes, values and records that know their place."""
