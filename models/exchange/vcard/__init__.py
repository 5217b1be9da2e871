"""vCards of every version."""
