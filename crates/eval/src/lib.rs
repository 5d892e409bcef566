//! The score table of a gold set, equal to the reference scorer's.
