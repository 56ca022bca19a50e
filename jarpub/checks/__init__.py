"""What must hold before publishing: one file a concern, one small function a rule."""
