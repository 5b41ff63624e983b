//! The answer on one screen, in Hindi.

use crate::format::Grouping;
use crate::wording::{BriefSentence, Ground, Odds};

pub(super) fn brief(sentence: &BriefSentence<'_>, grouping: Grouping) -> String {
    match *sentence {
        BriefSentence::Chance { proved: true, recorded: true, .. } => {
            "भटके हुए वोटों से नतीजा नहीं बदला: यह गणित से सिद्ध है, वोटरों के बारे में कोई कुछ भी माने।".to_owned()
        }
        BriefSentence::Chance { proved: true, .. } => {
            "भटके हुए वोटों से नतीजा नहीं बदल सकता: यह गणित से सिद्ध है, वोटरों के बारे में कोई कुछ भी माने।".to_owned()
        }
        BriefSentence::Chance { probability, error, recorded, .. } => {
            let change = if recorded { "बदला" } else { "बदलेगा" };
            let within = if error > 0.0005 {
                format!(", अंतर ज़्यादा से ज़्यादा {} प्रतिशत अंक", grouping.figures(100.0 * error))
            } else {
                String::new()
            };
            format!(
                "भटके हुए वोटों से नतीजा {change}, इसकी संभावना {} है ({}{within})।",
                grouping.percent(probability),
                odds(probability, grouping)
            )
        }
        BriefSentence::Without { low, high, .. } if low == high => {
            format!("हमनाम खड़े ही न होते तो: {}, उनके अपने वोटर जहाँ भी जाते।", grouping.percent(low))
        }
        BriefSentence::Without { low, high, .. } => format!(
            "हमनाम खड़े ही न होते तो: {} से {} तक, इस पर निर्भर कि उनके अपने वोटर कहाँ जाते।",
            grouping.percent(low),
            grouping.percent(high)
        ),
        BriefSentence::Credited { first, second, votes: (most, next), changes } => format!(
            "नियम से जोड़े गए वोट, इरादा जो भी रहा हो: {first} {}, {second} {}; {}।",
            grouping.votes(most),
            grouping.votes(next),
            match (most == next, changes) {
                (true, _) => "बराबर",
                (false, true) => "नतीजा बदलता है",
                (false, false) => "नतीजा वही रहता है",
            }
        ),
        BriefSentence::Control { name, namesake, polled, own: (low, middle, high), votes, of } => format!(
            "{name} के हिसाब से ({} मतपत्रों में {}) {namesake} के {} वोटों में से क़रीब {} उनके अपने होते, दस में से नौ बार {} से {}।",
            grouping.votes(of),
            grouping.votes(votes),
            grouping.votes(polled),
            grouping.whole(middle),
            grouping.whole(low),
            grouping.whole(high)
        ),
        BriefSentence::Stratum { name, recorded: Some(recorded), expected } => {
            format!("{name}: {} गिने गए, वहाँ की दर से {}।", grouping.votes(recorded), grouping.figures(expected))
        }
        BriefSentence::Stratum { name, recorded: None, expected } => {
            format!("{name}: वहाँ की दर से {}।", grouping.figures(expected))
        }
        BriefSentence::About { middle, low, high } => {
            format!("क़रीब {}, दस में से नौ बार {} से {}", grouping.whole(middle), grouping.whole(low), grouping.whole(high))
        }
        BriefSentence::FromTo { low, high } => format!("{} से {}", grouping.whole(low), grouping.whole(high)),
        BriefSentence::Said { quoted, verdict } => format!("{quoted}: {verdict}।"),
        BriefSentence::RestsOn { grounds } => format!("आधार: {grounds}।"),
        BriefSentence::LookAt { place } => format!("देखें: {place}। पूरा ब्योरा: --full"),
    }
}

pub(super) fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Counted => "गिने गए वोट",
        Ground::Intended => "इरादे के वोट",
        Ground::EarlierNamesakes => "भारत में पहले के हमनाम प्रत्याशी",
        Ground::Control => "तुलना के वोट",
        Ground::StatedRate => "परिदृश्य में बताई गई भ्रम की दर",
        Ground::BoothReturns => "मतदान केंद्रों की गिनती",
        Ground::MadeUpBooths => "अनुमानित मतदान केंद्र",
    }
}

fn odds(probability: f64, grouping: Grouping) -> String {
    match Odds::of(probability) {
        Odds::Hardly => "दस लाख में एक से भी कम".to_owned(),
        Odds::OneIn(many) => format!("क़रीब {} में 1", grouping.figures(many)),
        Odds::OfHundred(count) => format!("100 में क़रीब {count}"),
        Odds::AllButOneIn(many) => format!("{} में क़रीब एक को छोड़कर हर बार", grouping.figures(many)),
        Odds::NearlyAlways => "दस लाख में एक से भी कम को छोड़कर हर बार".to_owned(),
    }
}
