//! Ctrl-C: the first asks for an orderly end, the second ends at once.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
static SET: OnceLock<bool> = OnceLock::new();

/// Begins to listen. Without it Ctrl-C ends the program at once, which loses nothing acknowledged either.
pub fn listen() {
    SET.get_or_init(|| {
        ctrlc::set_handler(|| {
            if ASKED.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        })
        .is_ok()
    });
}

/// Whether the end was asked for.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
