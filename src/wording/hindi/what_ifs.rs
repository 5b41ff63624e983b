//! The page that asks "what if", in Hindi.

use crate::format::Grouping;
use crate::wording::{Odds, WhatIf, WhatIfTerm};

pub(super) fn what_if(sentence: &WhatIf<'_>, grouping: Grouping) -> String {
    match *sentence {
        WhatIf::Question { rate, principal, recorded } => {
            if recorded {
                format!("अगर {principal} के {} वोटरों ने ग़लत नाम पर वोट दिया हो तो?", part(rate, grouping))
            } else {
                format!("अगर {principal} के {} वोटर ग़लत नाम पर वोट दें तो?", part(rate, grouping))
            }
        }
        WhatIf::Odds { probability, principal, recorded } => {
            let does = if recorded { "की जीत" } else { "की सीट जाती है" };
            match Odds::of(probability) {
                Odds::Hardly => format!("{principal} {does}: दस लाख में एक बार से भी कम।"),
                Odds::OneIn(many) => format!("{principal} {does}: क़रीब {} में 1 बार।", grouping.figures(many)),
                Odds::OfHundred(count) => format!("{principal} {does}: 100 में {count} बार।"),
                Odds::AllButOneIn(many) => {
                    format!("{principal} {does}: {} में क़रीब एक को छोड़कर हर बार।", grouping.figures(many))
                }
                Odds::NearlyAlways => format!("{principal} {does}: दस लाख में एक से भी कम को छोड़कर हर बार।"),
            }
        }
        WhatIf::Diverted { middle, low, high, polled, needed, .. } => {
            let spread = format!("दस में से नौ बार {} से {}", grouping.whole(low), grouping.whole(high));
            let needs =
                |verb: &str| needed.map_or_else(String::new, |needed| format!("; {} {verb}", grouping.votes(needed)));
            match polled {
                Some(polled) => format!(
                    "हमनाम को मिले {} वोटों में से क़रीब {} असली नाम वाले प्रत्याशी के लिए थे, {spread}{}।",
                    grouping.votes(polled),
                    grouping.whole(middle),
                    needs("चाहिए थे")
                ),
                None => format!("क़रीब {} वोट भटकते हैं, {spread}{}।", grouping.whole(middle), needs("चाहिए")),
            }
        }
        WhatIf::AsStated { probability } => {
            format!("हमनाम के अपने वोटर वहाँ जाते जहाँ स्लाइडर कहता है तो: {}।", grouping.percent(probability))
        }
        WhatIf::Rate { principal } => format!("{principal} के वोटरों में भटके हुए"),
        WhatIf::RateBelieved { low, high } => {
            format!("अनुमान के अनुसार, दस में से नौ बार {} से {}", grouping.percent(low), grouping.percent(high))
        }
        WhatIf::Onward { principal } => format!("हमनाम के अपने वोटरों में से {principal} को चुनते"),
        WhatIf::NeededFrom { rate } => format!("चाहिए {}", grouping.percent(rate)),
        WhatIf::AllowedTo { rate, .. } => format!("{} से ऊपर: हमनाम को मिले वोटों से ज़्यादा", grouping.percent(rate)),
        WhatIf::MarginAxis { principal, rival, recorded, margin } => {
            let known = if recorded { "घोषित" } else { "इरादे का" };
            format!("{rival} पर {principal} का अंतर, वोट; {known} {}", grouping.whole(margin))
        }
        WhatIf::MarginAlt { middle, low, high, principal } => format!(
            "{principal} का अंतर: बीच में {}, दस में से नौ बार {} से {}।",
            grouping.whole(middle),
            grouping.whole(low),
            grouping.whole(high)
        ),
        WhatIf::Drawn { draws } => format!("चित्र: {} सिमुलेशन।", grouping.votes(draws)),
    }
}

/// A small share as so many of a round number.
fn part(rate: f64, grouping: Grouping) -> String {
    let (of, words) = match rate {
        0.0 => return "0".to_owned(),
        rate if rate >= 0.0995 => (100.0, "100"),
        rate if rate >= 0.000_995 => (1_000.0, "1,000"),
        _ => (100_000.0, "1,00,000"),
    };
    format!("{words} में {}", grouping.figures(of * rate))
}

pub(super) fn term(term: WhatIfTerm) -> &'static str {
    match term {
        WhatIfTerm::PageTitle => "अगर ऐसा हो तो?",
        WhatIfTerm::AnotherContest => "चुनाव",
        WhatIfTerm::OwnScenario => "अपना परिदृश्य",
        WhatIfTerm::PasteHere => "परिदृश्य का पाठ (TOML)",
        WhatIfTerm::DropHere => "यहाँ चिपकाएँ, या फ़ाइलें पन्ने पर छोड़ें: परिदृश्य और उसमें बताई गई मतदान केंद्रों की फ़ाइलें, एक साथ।",
        WhatIfTerm::ChooseFiles => "फ़ाइलें चुनें",
        WhatIfTerm::Calculate => "गणना करें",
        WhatIfTerm::Close => "बंद करें",
        WhatIfTerm::AsBelieved => "अनुमान के अनुसार",
        WhatIfTerm::CopySentence => "वाक्य कॉपी करें",
        WhatIfTerm::CopyLink => "लिंक कॉपी करें",
        WhatIfTerm::CopyToml => "TOML कॉपी करें",
        WhatIfTerm::CopyCommand => "कमांड कॉपी करें",
        WhatIfTerm::SavePng => "PNG",
        WhatIfTerm::SaveSvg => "SVG",
        WhatIfTerm::Print => "छापें",
        WhatIfTerm::Copied => "कॉपी हो गया।",
        WhatIfTerm::NotCopied => "ब्राउज़र कॉपी नहीं करने देता; पाठ यह है:",
        WhatIfTerm::Sliders => "अगर",
        WhatIfTerm::OwnVotes => "यहाँ आम निर्दलीय को मिलते हैं",
        WhatIfTerm::BoothSpread => "मतदान केंद्रों में कितना असमान",
        WhatIfTerm::PriorShown => "नीला: भारत में पहले के हमनाम प्रत्याशी क्या बताते हैं",
        WhatIfTerm::StatedShown => "नीला: परिदृश्य क्या कहता है",
        WhatIfTerm::OrdinaryHere => "इस सीट के बाक़ी निर्दलीय",
        WhatIfTerm::OrdinaryGuessed => "पिछले चुनावों का आम हिस्सा",
        WhatIfTerm::OrdinaryStated => "जैसा परिदृश्य में है",
        WhatIfTerm::BoothNote => "0: हर जगह एक-सा; 1 से ऊपर ज़्यादातर थोड़े केंद्रों में",
        WhatIfTerm::OnwardNote => "सिर्फ़ दूसरे सवाल के लिए: हमनाम खड़ा ही न होता तो",
        WhatIfTerm::NotStated => "नहीं बताया गया",
        WhatIfTerm::Curve => "किस हिस्से से नतीजा बदलता है",
        WhatIfTerm::CurveNone => "वोट जितना होने देते हैं उतने में नतीजा नहीं बदलता, या एक हिस्सा अकेला तय नहीं करता।",
        WhatIfTerm::CurveAxis => "प्रत्याशी के लिए दिए गए वोटों में भटका हिस्सा",
        WhatIfTerm::ChanceAxis => "दूसरे नतीजे की संभावना",
        WhatIfTerm::Loses => "हार",
        WhatIfTerm::Wins => "जीत",
        WhatIfTerm::ComputedIn => "आपके ब्राउज़र में, ठीक-ठीक गणना, {ms} मि.से. में।",
        WhatIfTerm::ComputedBefore => "ठीक-ठीक गणना, पन्ना बनाते समय।",
        WhatIfTerm::NotProof => "संभावना प्रमाण नहीं है।",
        WhatIfTerm::Working => "गणना हो रही है …",
        WhatIfTerm::TakesLonger => "गणना हो रही है; आने वाले चुनाव में, जब हिस्सा तय न हो, कुछ सेकंड लगते हैं …",
        WhatIfTerm::NothingSent => "सारी गणना इसी पन्ने में होती है: न कुछ भेजा जाता है, न रखा जाता है।",
        WhatIfTerm::NoScript => "स्क्रिप्ट बंद हैं, इसलिए स्लाइडर नहीं चलते; ऊपर परिदृश्य का अपना उत्तर है।",
        WhatIfTerm::NoWasm => {
            "इस ब्राउज़र में गणना के लिए ज़रूरी चीज़ (SIMD के साथ WebAssembly) नहीं है; परिदृश्य का अपना उत्तर दिखाया गया है। 2023 के बाद के ब्राउज़र में यह है।"
        }
        WhatIfTerm::TooLarge => "यह किसी भी परिदृश्य से बड़ा है।",
        WhatIfTerm::BrokenAddress => "पते में जो माँगा गया है वह यहाँ नहीं है; परिदृश्य का अपना उत्तर दिखाया गया है।",
        WhatIfTerm::OwnNotInLink => "लिंक में सिर्फ़ स्लाइडर जाते हैं: आपका परिदृश्य इसी मशीन पर रहता है।",
        WhatIfTerm::WrongScenario => "इस परिदृश्य की गणना अभी नहीं हो सकती:",
        WhatIfTerm::FilesTogether => "इसमें दूसरी फ़ाइलों के नाम हैं। उन्हें परिदृश्य के साथ छोड़ें या चुनें।",
        WhatIfTerm::Language => "भाषा",
        WhatIfTerm::Without => "हमनाम खड़ा न होता तो",
        WhatIfTerm::Answer => "उत्तर",
    }
}
