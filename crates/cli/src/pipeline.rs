//! From bytes to a reading: clean, read, locate, and the ids. The one place where the rooms are joined.
