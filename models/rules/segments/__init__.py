"""The rules of segments: the header and its lines, criteria steps, logging, and what is left afterwards."""
