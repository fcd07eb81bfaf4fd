//! Charts as small SVG that stays readable at every width: plotters maps values to places and draws, our
//! [`backend`](self) writes places in per cent and leaves every colour to the stylesheet.
//!
//! The canvas of a chart is its plot area alone; gutters are padding of the stylesheet. Lines are stretched with the
//! page, texts and dots keep their size. Labels are placed for the narrowest screen: what is free there is free
//! everywhere.

mod axes;
mod backend;
mod changes;
mod curve;
mod days;
mod differences;
mod fan;
mod gantt;
mod labels;
mod levels;
mod line;
mod pins;
mod plot;
mod points;
mod process;
mod sparkline;
#[cfg(test)]
mod testing;
mod thin;
mod trend;
mod values;
mod written;

pub use changes::{ChangesChart, Way};
pub use curve::{CurveChart, Quantile};
pub use differences::{Difference, DifferencesChart};
pub use fan::Expected;
pub use gantt::{Bar, Diamond, Timeline};
pub use levels::LevelsChart;
pub use line::{LineChart, LineLabels};
pub use pins::{Pin, PinKind};
pub use plot::Caption;
pub use points::Point;
pub use process::{Flag, ProcessChart, ProcessLabels, Stretch};
pub use sparkline::Sparkline;
pub use trend::{Stroke, Trend, TrendChart};
