//! Text to accounts, measures and figures: claims with the words they came from.
