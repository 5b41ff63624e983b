mod memory;
use humnaam::study::{Plan, Study};
pub(crate) fn answer(asked: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(asked);
    let (what, text) = text.split_once('\n').unwrap();
    let study = Study::from_text(text).unwrap();
    match what {
        "parse" => vec![],
        "law" => format!("{:?}", study.law().unwrap().1.flip).into_bytes(),
        "prepare" => {
            study.prepare().unwrap();
            vec![]
        }
        "curve" => {
            let (model, _) = study.law().unwrap();
            format!("{}", humnaam::engine::law::flip_curve(&model, 0.02).is_some()).into_bytes()
        }
        w if w.starts_with("run") => {
            let n = w[3..].parse().unwrap();
            let o = study.run(&Plan::new(n)).unwrap();
            let r = humnaam::report::Report::new(&o, Default::default());
            let mut out = vec![];
            humnaam::render::json::write(&r.numbers, &mut out).unwrap();
            out
        }
        _ => vec![],
    }
}
