//! A line over time as text: drawn by the charts of the screen, without one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::text::Line;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

/// Rows of a chart.
const HEIGHT: u16 = 10;
const NARROWEST: u16 = 24;

/// Values from 0 to `upper` in their order; `begin` and `end` stand below the first and the last. Nothing for fewer than two.
pub fn line_chart(values: &[f64], upper: f64, begin: &str, end: &str, width: usize) -> String {
    if values.len() < 2 {
        return String::new();
    }
    let points: Vec<(f64, f64)> = values.iter().enumerate().map(|(at, value)| (at as f64, *value)).collect();
    let last = (points.len() - 1) as f64;
    let dataset = Dataset::default().marker(Marker::Braille).graph_type(GraphType::Line).data(&points);
    let chart = Chart::new(vec![dataset]).x_axis(Axis::default().bounds([0.0, last]).labels([Line::from(begin), Line::from(end)])).y_axis(
        Axis::default().bounds([0.0, upper]).labels([Line::from("0"), Line::from(format!("{:.0}", upper / 2.0)), Line::from(format!("{upper:.0}"))]),
    );
    let area = Rect::new(0, 0, u16::try_from(width).unwrap_or(u16::MAX).clamp(NARROWEST, 100), HEIGHT);
    let mut buffer = Buffer::empty(area);
    chart.render(area, &mut buffer);
    let row = |y: u16| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..area.height).map(|y| row(y) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rising_line_is_drawn_between_its_axes() {
        insta::assert_snapshot!(line_chart(&[20.0, 45.0, 40.0, 80.0], 100.0, "11-01", "11-04", 40), @r"
        100 │
            │                                 ⢀⡠
            │                              ⣀⠔⠊⠁
            │                          ⢀⠤⠒⠉
        50  │        ⣀⡠⠤⠒⠒⠒⠢⠤⠤⠤⠤⠤⢄⣀⣀⡠⠔⠊⠁
            │  ⢀⣀⠤⠔⠊⠉
            │⠒⠉⠁
        0   │
            └───────────────────────────────────
        11-01                              11-04
        ");
    }

    #[test]
    fn one_value_makes_no_line_and_no_width_breaks_it() {
        assert_eq!(line_chart(&[1.0], 100.0, "a", "b", 40), "");
        for width in [0, 1, 24, 79, 1000] {
            assert!(line_chart(&[1.0, 2.0], 100.0, "a", "b", width).lines().all(|line| line.chars().count() <= 100));
        }
    }
}
