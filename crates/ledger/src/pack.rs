//! Payloads: bytes kept once each, deflated, by the SHA-256 of what they unpack to.

use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteConnection;
use std::io::Read;

/// Keeps `bytes` and gives their hash; a second copy costs nothing.
pub(crate) async fn keep(connection: &mut SqliteConnection, bytes: &[u8]) -> sqlx::Result<[u8; 32]> {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let sql = "insert into payloads (hash, size, body) values ($1, $2, $3) on conflict (hash) do nothing";
    let body = pack(bytes).map_err(sqlx::Error::Io)?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    sqlx::query(sql).bind(&hash[..]).bind(size).bind(body).execute(connection).await?;
    Ok(hash)
}

fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(bytes.len() / 2);
    DeflateEncoder::new(bytes, Compression::default()).read_to_end(&mut packed)?;
    Ok(packed)
}

/// What was kept; `None` where the body is damaged or does not have the size that was written down.
pub(crate) fn unpack(body: &[u8], size: i64) -> Option<Vec<u8>> {
    let size = u64::try_from(size).ok()?;
    let mut bytes = Vec::new();
    // One byte more than expected is enough to know that a damaged body would unpack to gigabytes.
    DeflateDecoder::new(body).take(size + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == size).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let text = "deux morts à Sévaré ".repeat(50);
        let packed = pack(text.as_bytes()).unwrap();
        assert!(packed.len() < text.len() / 5);
        assert_eq!(unpack(&packed, text.len() as i64).unwrap(), text.as_bytes());
        assert_eq!(unpack(&packed, 3), None);
        assert_eq!(unpack(&packed[..packed.len() / 2], text.len() as i64), None);
    }
}
