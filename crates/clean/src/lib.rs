//! Bytes of any charset to readable text with structure, and the way back.
