//! Random numbers that depend on a seed and a name alone (`docs/numbers.md §5.5`).

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::estimate::{Estimate, float};

/// The FNV-1a hash of a text's UTF-8 bytes, 64 bits.
///
/// Source: Fowler, Noll, Vo, *The FNV Non-Cryptographic Hash Algorithm* (IETF draft).
pub fn fnv1a64(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The stream of 64-bit numbers that belongs to a name: `ChaCha` with 8 rounds, the seed as its key, the name's hash as its stream.
///
/// Source: Bernstein, *`ChaCha`, a variant of Salsa20* (2008), with a 64-bit counter and a 64-bit stream.
fn stream(seed: u64, name: &str) -> ChaCha8Rng {
    let mut key = [0; 32];
    for (byte, of_seed) in key.iter_mut().zip(seed.to_le_bytes()) {
        *byte = of_seed;
    }
    let mut numbers = ChaCha8Rng::from_seed(key);
    numbers.set_stream(fnv1a64(name));
    numbers
}

/// The upper 53 bits of the next number of a stream, as a fraction in [0, 1).
fn uniform(numbers: &mut ChaCha8Rng) -> f64 {
    (numbers.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Numbers in [0, 1) that belong to a seed and a name, without end.
pub fn uniforms(seed: u64, name: &str) -> impl Iterator<Item = f64> + use<> {
    let mut numbers = stream(seed, name);
    std::iter::repeat_with(move || uniform(&mut numbers))
}

/// Values of the PERT distribution (λ = 4) with three points, in whole `units`, half to even, without end: drawn evenly between
/// the ends and kept as often as the density is high there.
///
/// Source: von Neumann's rejection; the density is Beta(1 + 4c, 1 + 4(1 − c)) with the mode at c (Vose, *Risk Analysis*).
pub fn pert_samples(seed: u64, name: &str, estimate: &Estimate, units: u32) -> impl Iterator<Item = i64> + use<> {
    let (low, likely, high) = (float(estimate.low), float(estimate.likely), float(estimate.high));
    let mode = if high > low { Some((likely - low) / (high - low)) } else { None };
    let units = f64::from(units);
    let mut numbers = stream(seed, name);
    std::iter::repeat_with(move || {
        let share = mode.map_or(0.0, |mode| accepted(&mut numbers, mode));
        whole((low + (high - low) * share) * units)
    })
}

/// The next value in [0, 1) that is kept.
fn accepted(numbers: &mut ChaCha8Rng, mode: f64) -> f64 {
    loop {
        let (x, y) = (uniform(numbers), uniform(numbers));
        if y <= density(x, mode) {
            return x;
        }
    }
}

/// The density as a share of its highest value, which it has at the mode.
fn density(x: f64, mode: f64) -> f64 {
    // At the ends one of the two is a power of 0, which is 1 whatever stands under it.
    libm::pow(x / mode, 4.0 * mode) * libm::pow((1.0 - x) / (1.0 - mode), 4.0 * (1.0 - mode))
}

#[expect(clippy::cast_possible_truncation, reason = "sizes beyond 64 bits are cut to the largest number, which no project reaches")]
fn whole(value: f64) -> i64 {
    value.round_ties_even() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_their_published_hashes() {
        assert_eq!((fnv1a64(""), fnv1a64("a")), (0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c));
    }

    #[test]
    fn the_cipher_behind_the_generator_is_the_published_one() {
        // RFC 8439, appendix A.1, vector 1: ChaCha with 20 rounds and a key of zeros.
        let mut numbers = rand_chacha::ChaCha20Rng::from_seed([0; 32]);
        let mut bytes = [0; 16];
        numbers.fill_bytes(&mut bytes);
        assert_eq!(u128::from_be_bytes(bytes), 0x76b8_e0ad_a0f1_3d90_405d_6ae5_5386_bd28);
    }

    #[test]
    fn a_density_is_highest_at_its_mode() {
        for mode in [0.0, 0.25, 0.5, 1.0] {
            assert!((density(mode, mode) - 1.0).abs() < 1e-12, "{mode}");
            assert!(density(0.1, mode) <= 1.0 && density(0.9, mode) <= 1.0);
        }
        for x in [0.0, 0.1, 0.9, 1.0_f64] {
            assert!((density(x, 0.0) - (1.0 - x).powi(4)).abs() < 1e-12 && (density(x, 1.0) - x.powi(4)).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn samples_have_the_moments_of_their_distribution() {
        let estimate = Estimate { low: 2.into(), likely: 4.into(), high: 12.into() };
        let samples: Vec<f64> = pert_samples(1, "R-1|cost", &estimate, 100).take(20_000).map(|value| value as f64 / 100.0).collect();
        let mean = samples.iter().sum::<f64>() / 20_000.0;
        let variance = samples.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!((mean - 5.0).abs() < 0.05 && (variance - 3.0).abs() < 0.1, "{mean} {variance}");
    }
}
