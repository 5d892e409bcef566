//! Accounts to incidents: link, then settle.
