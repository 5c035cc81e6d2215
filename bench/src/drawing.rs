//! The picture: our ratio to what we compare with as bars, one panel a table.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::Result;
use crate::comparison::Comparison;

/// The tables that are drawn, by their titles.
const DRAWN: [&str; 2] = ["Programs: processor time", "The border"];

const WIDTH: i32 = 860;
/// Where the bars may be; names stand to the left, ratios to the right.
const BARS: std::ops::Range<i32> = 230..790;
const LINE: i32 = 20;
const HEAD: i32 = 62;
const FONT: &str = "sans-serif";
const INK: RGBColor = RGBColor(0x33, 0x33, 0x33);
const PALE: RGBColor = RGBColor(0xcc, 0xcc, 0xcc);
const FASTER: RGBColor = RGBColor(0x2a, 0x7f, 0x9e);
const SLOWER: RGBColor = RGBColor(0xd0, 0x7b, 0x3c);

/// One panel's bars.
struct Panel {
    title: String,
    bars: Vec<(String, f64)>,
}

impl Panel {
    /// Our ratios to the first engine of a table, if it is one that is drawn.
    fn of(table: &Comparison) -> Option<Panel> {
        DRAWN.contains(&table.title.as_str()).then_some(())?;
        let mut bars: Vec<(String, f64)> = table
            .rows
            .iter()
            .filter_map(|row| Some((row.name.replace('`', ""), table.ratio(row, 0)?)))
            .collect();
        bars.extend(table.mean(0).map(|mean| ("geometric mean".to_string(), mean)));
        let title = format!("{}: ferrolua's ratio to {}", table.title, table.engines[0]);
        (!bars.is_empty()).then_some(Panel { title, bars })
    }

    fn height(&self) -> i32 {
        HEAD + LINE * self.bars.len() as i32 + 14
    }

    /// The numbers at which lines are drawn, which reach around all bars.
    fn ticks(&self) -> Vec<f64> {
        const TICKS: [f64; 11] = [0.1, 0.2, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0];
        let ratios = || self.bars.iter().map(|(_, ratio)| *ratio);
        let (least, most) = (ratios().fold(0.9, f64::min), ratios().fold(1.1, f64::max));
        TICKS.into_iter().filter(|&tick| tick > least * 0.7 && tick < most * 1.1).collect()
    }
}

/// Draws the panels of the tables that have one, the one below the other.
pub fn draw(path: &Path, tables: &[Comparison]) -> Result<()> {
    let panels: Vec<Panel> = tables.iter().filter_map(Panel::of).collect();
    if panels.is_empty() {
        return Ok(());
    }
    let height: i32 = panels.iter().map(Panel::height).sum();
    let area = SVGBackend::new(path, (WIDTH as u32, height as u32)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut top = 0;
    for panel in &panels {
        draw_panel(&area, panel, top)?;
        top += panel.height();
    }
    area.present()?;
    Ok(())
}

/// Draws one panel below `top`. The scale is logarithmic: twice as fast and half as fast have bars
/// of one length.
fn draw_panel(area: &DrawingArea<SVGBackend<'_>, Shift>, panel: &Panel, top: i32) -> Result<()> {
    let ticks = panel.ticks();
    let ratios = || panel.bars.iter().map(|(_, ratio)| *ratio);
    let least = ratios().chain(ticks.iter().copied()).fold(1.0, f64::min).ln();
    let most = ratios().chain(ticks.iter().copied()).fold(1.0, f64::max).ln();
    let scale = f64::from(BARS.end - BARS.start) / (most - least);
    let place = |ratio: f64| BARS.start + ((ratio.ln() - least) * scale) as i32;

    let text = |size: i32, h: HPos, v: VPos| {
        TextStyle::from((FONT, size).into_font()).color(&INK).pos(Pos::new(h, v))
    };
    let right = text(13, HPos::Right, VPos::Center);
    let left = text(13, HPos::Left, VPos::Center);
    let above = text(11, HPos::Center, VPos::Bottom);
    let title = text(16, HPos::Left, VPos::Top);
    let bottom = top + panel.height() - 12;
    area.draw(&Text::new(panel.title.clone(), (14, top + 12), title))?;
    for tick in ticks {
        let x = place(tick);
        let color = if tick == 1.0 { INK } else { PALE };
        area.draw(&PathElement::new([(x, top + HEAD - 6), (x, bottom)], color))?;
        area.draw(&Text::new(format!("{tick}"), (x, top + HEAD - 8), above.clone()))?;
    }
    for (line, (name, ratio)) in panel.bars.iter().enumerate() {
        let y = top + HEAD + LINE * line as i32;
        let color = if *ratio >= 1.0 { FASTER } else { SLOWER };
        let (from, to) = (place(1.0).min(place(*ratio)), place(1.0).max(place(*ratio)));
        let bar = [(from, y + 3), (to.max(from + 1), y + LINE - 3)];
        area.draw(&Rectangle::new(bar, color.filled()))?;
        let middle = y + LINE / 2;
        area.draw(&Text::new(name.clone(), (BARS.start - 12, middle), right.clone()))?;
        area.draw(&Text::new(format!("{ratio:.2}"), (to + 6, middle), left.clone()))?;
    }
    Ok(())
}
