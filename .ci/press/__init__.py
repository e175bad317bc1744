"""Checks of press files by programs that are not ours. `.ci/press.sh` sets up what they need."""
