//! Samples taken in turn, and what is told of them.

use crate::Result;

/// One engine's way to take one sample.
pub type Measure<'a> = Box<dyn FnMut() -> Result<f64> + 'a>;

/// Takes `rounds` samples of each engine, in turn: a machine whose clock wanders does so for all of
/// them. A round that does not count comes first, so that each begins with warm caches.
pub fn in_turn(rounds: usize, engines: &mut [Measure<'_>]) -> Result<Vec<Vec<f64>>> {
    for measure in engines.iter_mut() {
        measure()?;
    }
    let mut samples = vec![Vec::with_capacity(rounds); engines.len()];
    for _ in 0..rounds {
        for (measure, samples) in engines.iter_mut().zip(&mut samples) {
            samples.push(measure()?);
        }
    }
    Ok(samples)
}

/// The sample in the middle, or the mean of the two there.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}

/// The mean that is meant for ratios: twice as fast here and half as fast there is 1.
pub fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}
