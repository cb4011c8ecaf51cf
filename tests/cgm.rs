//! Sensor series against published and peer figures.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use liangbing::civil::Second;
use liangbing::equation::cgm::{GlucoseUnit, Reading, Series};
use serde_json::Value;

fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

fn csv(path: &Path) -> Vec<Reading> {
    let text = fs::read_to_string(path).expect("a sample");
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            Reading { at: Second::parse(cells[1], 0).expect("a time"), glucose: cells[2].parse().expect("a number") }
        })
        .collect()
}

#[test]
fn probe() {
    let text = fs::read_to_string(shared().join("vectors/cgm_metrics.json")).expect("vectors");
    let vectors: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    for vector in vectors {
        let Some(path) = vector["inputs"]["cgm_csv"].as_str() else { continue };
        let mut readings = csv(&shared().join(path));
        if vector["inputs"]["rows"] != "all" {
            readings.truncate(288);
        }
        let series = Series::timed(GlucoseUnit::MgDl, readings).expect("a series");
        let (m, e) = (series.metrics(), &vector["expected"]);
        let pairs = [
            ("mean_mg_dl", m.mean), ("sd_mg_dl", m.sd.unwrap()), ("cv_pct", m.cv.unwrap()), ("tbr_lt54_pct", m.very_low),
            ("tbr_lt70_pct", m.below), ("tir_70_180_pct", m.in_range), ("titr_70_140_pct", m.in_tight_range),
            ("tar_gt180_pct", m.above), ("tar_gt250_pct", m.very_high), ("lbgi", m.lbgi), ("hbgi", m.hbgi), ("gri", m.gri),
            ("median_mg_dl", m.median), ("iqr_mg_dl", m.iqr), ("j_index", m.j_index.unwrap()),
        ];
        for (key, found) in pairs {
            let expected = e[key].as_f64().expect("a number");
            assert!((found - expected).abs() < 0.001, "{} {key} {found} {expected}", vector["id"]);
        }
        let mage = series.mage().unwrap();
        println!("{path} {:?} avg {:.4} active {:.4} note {}", mage.mage, (mage.plus.unwrap() + mage.minus.unwrap()) / 2.0, series.wear().unwrap().active, vector["note"].as_str().unwrap().split("checked by").nth(1).unwrap());
    }
    let mut all = Vec::new();
    for subject in 1..=5 {
        all.extend(csv(&shared().join(format!("samples/cgm/iglu_example_subject_{subject}.csv"))));
    }
    let text = fs::read_to_string(shared().join("samples/cgm/iglu_mage_manual_calculations.csv")).unwrap();
    for line in text.lines().filter(|line| line.contains("JHU")) {
        let c: Vec<&str> = line.split(',').collect();
        let (from, to, manual): (usize, usize, f64) = (c[3].parse().unwrap(), c[4].parse().unwrap(), c[5].parse().unwrap());
        let series = Series::timed(GlucoseUnit::MgDl, all[from - 1..to].to_vec()).unwrap();
        let m = series.mage().unwrap();
        println!("{from} {manual} {:.1} {:.1}%", m.mage, 100.0 * (m.mage - manual) / manual);
    }
}
