//! The whole way from a figure to its bytes.

use super::*;
use crate::figure::*;

fn margin() -> Figure {
    let points = (-70..=80).map(|i| {
        let x = 100.0 * f64::from(i);
        (x, (-((x + 900.0) / 1700.0).powi(2) / 2.0).exp())
    });
    let curve = Curve::through(points);
    Figure::new("margin", "Without the namesake, आलोक मिश्रा would have won")
        .subtitle("Counterfactual margin, votes")
        .alt("A density.")
        .x(Axis::linear(Ticks::Integer).label("margin, votes"))
        .y(Axis::hidden())
        .mark(Area::under(curve.clone()).to(0.0))
        .mark(Area::under(curve.clone()).from(0.0).role(Role::Accent))
        .mark(Line::through(curve).role(Role::Ink))
        .mark(Interval::below([(-4000.0, 2500.0), (-2000.0, 200.0)]).point(-951.0))
        .mark(Rule::vertical(-2150.0).dashed().label("declared margin −2,150"))
        .mark(Callout::new("P(flip) = 29.4%").near(2000.0, 0.5))
}

/// Figures that are nothing anybody would mean, all of which must be drawn.
fn hostile() -> Vec<Figure> {
    let words = "<script>alert('x')</script> ]]> \" \u{202E}\u{0}& क्षेत्र ".repeat(4);
    let nan = f64::NAN;
    let wild = [nan, f64::INFINITY, f64::MAX, f64::MIN, 0.0, -1.0, 1e300];
    let curve = Curve::through(wild.iter().map(|v| (*v, *v)).chain([(1.0, 1.0)]));
    let all = |figure: Figure| {
        figure
            .subtitle(&words)
            .caption(&words)
            .alt(&words)
            .mark(Area::under(curve.clone()).from(nan).to(nan))
            .mark(Band::between(curve.clone(), Curve::default()))
            .mark(Line::through(curve.clone()).width(nan).end_label(&words))
            .mark(Rule::vertical(nan).label(&words))
            .mark(Rule::vertical(f64::MAX).label(&words))
            .mark(Rule::horizontal(-1e9).label(&words))
            .mark(Interval::below([(nan, 1.0), (5.0, -5.0)]).point(nan).label(&words))
            .mark(Interval::below([]).level(Level::Row(7)))
            .mark(Dots::in_row(0, wild).bar(nan).label(&words))
            .mark(Dots::in_row(999, wild))
            .mark(Bars::new(wild.to_vec(), wild.to_vec()))
            .mark(Callout::new(&words).detail(&words).near(nan, 1.0))
    };
    let axes = [
        (Axis::linear(Ticks::Integer), Axis::hidden()),
        (Axis::logarithmic(Ticks::Plain), Axis::logarithmic(Ticks::Percent)),
        (Axis::linear(Ticks::Percent), Axis::rows(vec![words.clone(); 90])),
        (Axis::rows(["a"]), Axis::rows(Vec::<String>::new())),
        (Axis::logarithmic(Ticks::Plain).range(-1.0, 5.0), Axis::linear(Ticks::Plain)),
        (Axis::linear(Ticks::Plain).range(-1e308, 1e308).label(&words).notes(&words, &words), Axis::hidden()),
    ];
    axes.into_iter()
        .flat_map(|(x, y)| {
            let figure = Figure::new("stem", &words).x(x).y(y);
            [figure.clone(), all(figure.clone()), all(figure.size(0, 0))]
        })
        .collect()
}

#[test]
fn a_png_has_two_pixels_to_each_logical_one() {
    let bytes = png(&margin(), Theme::Light).unwrap();
    let picture = resvg::tiny_skia::Pixmap::decode_png(&bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (1440, 860));
}

#[test]
fn two_renderings_are_equal_byte_by_byte() {
    assert_eq!(svg(&margin(), Theme::Light), svg(&margin(), Theme::Light));
    assert_eq!(svg_with_text(&margin(), Theme::Light), svg_with_text(&margin(), Theme::Light));
    assert_eq!(png(&margin(), Theme::Light).unwrap(), png(&margin(), Theme::Light).unwrap());
}

#[test]
fn outlines_need_no_fonts_and_text_can_be_found() {
    assert!(!svg(&margin(), Theme::Light).contains("<text"));
    let text = svg_with_text(&margin(), Theme::Light);
    assert!(text.contains(">P(flip) = 29.4%</text>"));
    assert!(text.contains("font-family=\"'Noto Sans', sans-serif\""));
}

#[test]
fn a_live_file_brings_its_faces_and_names_its_groups() {
    let live = svg_live(&margin(), Theme::Light);
    assert!(live.contains("@font-face") && live.contains(">P(flip) = 29.4%</text>"));
    for file in [&live, &svg(&margin(), Theme::Light)] {
        for name in ["words", "axes", "labels", "mark-1-area"] {
            assert_eq!(file.matches(&format!("<g id=\"{name}\">")).count(), 1, "{name}");
        }
        assert_eq!(file.matches("<g ").count(), file.matches("</g>").count());
    }
    // A page may hold a drawing twice, and no two of its elements may have one name.
    assert!(!svg_with_text(&margin(), Theme::Light).contains(" id="));
}

#[test]
fn no_figure_panics_or_escapes() {
    for figure in hostile() {
        let text = svg_with_text(&figure, Theme::Light);
        assert!(!text.contains("<script") && !text.contains("]]>"));
        assert!(!text.contains(['\u{202E}', '\u{0}']));
        assert!(!text.contains("NaN") && !text.contains("inf"));
        assert!(resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default()).is_ok());
        assert!(!svg(&figure, Theme::Light).contains("NaN"));
    }
    assert!(png(&hostile().remove(0), Theme::Light).is_ok());
}

/// The boxes of all texts in an SVG with text, from their own attributes.
fn text_frames(svg: &str) -> Vec<Frame> {
    let value = |line: &str, name: &str| -> f64 {
        let start = line.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
        let end = line[start..].find('"').unwrap();
        line[start..start + end].parse().unwrap()
    };
    svg.lines()
        .filter(|line| line.starts_with("<text"))
        .map(|line| {
            let (x, y) = (value(line, "x"), value(line, "y"));
            let (size, length) = (value(line, "font-size"), value(line, "textLength"));
            Frame::new(x, y - 0.75 * size, x + length, y + 0.2 * size)
        })
        .collect()
}

#[test]
fn words_stay_on_the_sheet_and_off_each_other() {
    for figure in hostile().into_iter().chain([margin()]) {
        let size = figure.clone().size(figure.width, figure.height);
        let (width, height) = (10.0 * f64::from(size.width), 10.0 * f64::from(size.height));
        let frames = text_frames(&svg_with_text(&figure, Theme::Light));
        assert!(!frames.is_empty());
        for (index, frame) in frames.iter().enumerate() {
            let inside = frame.left >= 0.0 && frame.top >= 0.0 && frame.right <= width && frame.bottom <= height;
            assert!(inside, "{frame:?} leaves {width} by {height}");
            for other in &frames[..index] {
                let shared = frame.shared(other);
                assert!(shared < 1.0, "{frame:?} covers {other:?} in {width} by {height}");
            }
        }
    }
}
